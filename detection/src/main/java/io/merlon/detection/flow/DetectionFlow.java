package io.merlon.detection.flow;

import io.merlon.detection.CorrelationRule;
import io.merlon.detection.Detection;
import io.merlon.detection.DetectionPlan;
import io.merlon.detection.Event;
import io.merlon.detection.EventTime;
import io.merlon.detection.LogSources;
import io.merlon.detection.Rule;
import io.merlon.detection.RuleLibrary;
import io.merlon.detection.SigmaRule;
import io.merlon.detection.alert.AlertGrouper;
import io.merlon.detection.alert.EntityMapping;
import io.merlon.detection.behaviour.BehaviourAnalyzer;
import io.merlon.detection.behaviour.BehaviourFinding;
import io.merlon.detection.correlation.CorrelatedDetection;
import io.merlon.detection.correlation.Correlator;
import io.merlon.detection.correlation.CorrelatorLimits;
import io.merlon.detection.correlation.Losses;
import io.merlon.model.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Events on their way to what is told: each is matched against all rules; matches go to the
 * correlations that look at them, and are told themselves unless a correlation stands for them.
 * Where behaviour is watched, each event is held against what was learnt too.
 *
 * <p>Matching ({@link #plan()}) is per event and may be done by many threads; what follows ({@link
 * #accept(Event, List)}) keeps state and belongs to one thread at a time.
 */
public final class DetectionFlow {
  private final EntityMapping mapping;
  private final DetectionPlan plan;
  private final Correlator correlator;
  private final Set<Rule> told;
  private final List<CorrelationRule> correlations;
  private final Optional<AlertGrouper> grouper;
  private final Consumer<Detection> detections;
  private final Consumer<CorrelatedDetection> correlated;
  private final Severity least;
  private Optional<BehaviourAnalyzer> behaviour = Optional.empty();
  private Consumer<BehaviourFinding> findings = finding -> {};
  private long rules;
  private long events;
  private long matches;

  /**
   * Prepares.
   *
   * @param library the rules and correlations
   * @param least the least severity that is told
   * @param limits how long events are waited for, and how much is kept
   * @param grouper makes alerts of what is told, where alerts are wanted
   * @param detections is given each match of a rule that is told
   * @param correlated is given each correlation that holds and is told
   */
  public DetectionFlow(
      RuleLibrary library,
      Severity least,
      CorrelatorLimits limits,
      Optional<AlertGrouper> grouper,
      Consumer<Detection> detections,
      Consumer<CorrelatedDetection> correlated) {
    this.least = least;
    this.mapping = EntityMapping.builtIn();
    this.told = Collections.newSetFromMap(new IdentityHashMap<>());
    this.grouper = grouper;
    this.detections = detections;
    this.correlated = correlated;
    Set<Rule> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Rule> stoodFor = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Rule> generated = Collections.newSetFromMap(new IdentityHashMap<>());
    for (CorrelationRule one : library.correlations().reversed()) {
      if (one.severity().compareTo(least) >= 0 || wanted.contains(one)) {
        wanted.add(one);
        one.members().forEach(member -> wanted.add(member.rule()));
        one.members().forEach(member -> stoodFor.add(member.rule()));
        if (one.generate()) {
          one.members().forEach(member -> generated.add(member.rule()));
        }
      }
    }
    List<SigmaRule> matched =
        library.rules().stream()
            .filter(rule -> rule.severity().compareTo(least) >= 0 || wanted.contains(rule))
            .toList();
    this.correlations = library.correlations().stream().filter(wanted::contains).toList();
    for (Rule rule : matched) {
      tellOf(rule, least, stoodFor, generated);
    }
    for (Rule rule : correlations) {
      tellOf(rule, least, stoodFor, generated);
    }
    this.plan = DetectionPlan.compile(matched, LogSources.builtIn());
    this.correlator = new Correlator(correlations, limits, this::tell);
    this.rules = (long) matched.size() + correlations.size();
  }

  /**
   * Looks at behaviour too, from the next event on.
   *
   * @param analyzer learns, and tells what is unlike what it learnt; it belongs to the flow until
   *     this is finished
   * @param findings is given what is told
   */
  public void watch(BehaviourAnalyzer analyzer, Consumer<BehaviourFinding> findings) {
    this.behaviour = Optional.of(analyzer);
    this.findings = findings;
    this.rules +=
        analyzer.rules().all().stream()
            .filter(rule -> rule.severity().compareTo(least) >= 0)
            .count();
  }

  private DetectionFlow(DetectionFlow other, CorrelatorLimits limits, AlertGrouper grouper) {
    this.mapping = other.mapping;
    this.plan = other.plan;
    this.told = other.told;
    this.correlations = other.correlations;
    this.correlator = new Correlator(correlations, limits, this::tell);
    this.least = other.least;
    this.grouper = Optional.of(grouper);
    this.detections = detection -> {};
    this.correlated = one -> {};
    this.rules = other.rules;
  }

  /** Another flow of the same rules, which are not compiled again, with state of its own. */
  public DetectionFlow beside(CorrelatorLimits limits, AlertGrouper alerts) {
    return new DetectionFlow(this, limits, alerts);
  }

  private void tellOf(Rule rule, Severity least, Set<Rule> stoodFor, Set<Rule> generated) {
    boolean byItself = !stoodFor.contains(rule) || generated.contains(rule);
    if (byItself && rule.severity().compareTo(least) >= 0) {
      told.add(rule);
    }
  }

  /** What every event is matched against. */
  public DetectionPlan plan() {
    return plan;
  }

  /** Matches an event and takes in what it matched. */
  public void accept(Event event) {
    accept(event, plan.match(event));
  }

  /**
   * Takes in what an event matched.
   *
   * @param detections what {@link #plan()} found in it
   */
  public void accept(Event event, List<Detection> detections) {
    events++;
    for (Detection detection : detections) {
      boolean isTold = told.contains(detection.rule());
      boolean isCorrelated = correlator.concerns(detection.rule());
      Optional<Instant> time =
          isCorrelated || grouper.isPresent() ? EventTime.instant(event) : Optional.empty();
      if (isTold) {
        matches++;
        this.detections.accept(detection);
        grouper.ifPresent(one -> one.accept(detection, time));
      }
      if (isCorrelated) {
        correlator.accept(kept(detection), time);
      }
    }
    behaviour.ifPresent(analyzer -> analyzer.accept(event).forEach(this::tell));
  }

  private void tell(BehaviourFinding finding) {
    if (finding.rule().severity().compareTo(least) >= 0) {
      matches++;
      findings.accept(finding);
      grouper.ifPresent(alerts -> alerts.accept(finding));
    }
  }

  /**
   * The detection as it waits: correlations may ask for any field, alerts for those of entities.
   */
  private Detection kept(Detection detection) {
    return new Detection(
        detection.rule(),
        mapping.slim(detection.event(), correlator.fields(detection.rule())),
        detection.reasons());
  }

  private void tell(CorrelatedDetection one) {
    if (told.contains(one.rule())) {
      matches++;
      correlated.accept(one);
      grouper.ifPresent(alerts -> alerts.accept(one));
    }
  }

  /** Tells all that the events so far lead to; more may come. */
  public void catchUp() {
    correlator.catchUp();
    grouper.ifPresent(AlertGrouper::finish);
  }

  /** Takes in that there will be no more events. */
  public void finish() {
    correlator.finish();
    grouper.ifPresent(AlertGrouper::finish);
  }

  /** How many rules and correlations are looked for. */
  public long rules() {
    return rules;
  }

  /** How many events came. */
  public long events() {
    return events;
  }

  /** How many matches and correlations were told. */
  public long matches() {
    return matches;
  }

  /** What correlations could not take into account. */
  public Losses losses() {
    return correlator.losses();
  }
}
