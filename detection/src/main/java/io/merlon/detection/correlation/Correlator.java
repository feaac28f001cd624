package io.merlon.detection.correlation;

import io.merlon.detection.CorrelationRule;
import io.merlon.detection.CorrelationRule.Member;
import io.merlon.detection.Detection;
import io.merlon.detection.EventValues;
import io.merlon.detection.Rule;
import io.merlon.detection.correlation.CorrelationState.Fired;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Finds what correlations look for among the detections of single events. For one thread; groups do
 * not depend on each other, so that several may share the work by group.
 *
 * <p>Detections are put in the order of time. Each is shown to the correlations that look at its
 * rule, those that others build on first; one that holds is shown to the next in the same moment.
 */
public final class Correlator {
  /** How many events' values a correlation that holds passes on at most. */
  private static final int MOST_FACETS = 1_000;

  private final List<CorrelationState> states = new ArrayList<>();
  private final FieldNeeds needs;
  private final TimeOrder order;
  private final int mostInAll;
  private final Consumer<CorrelatedDetection> told;
  private long untimed;

  /**
   * Begins.
   *
   * @param correlations those that others build on first, as a rule library has them
   * @param told is given what holds, in the order of time
   */
  public Correlator(
      List<CorrelationRule> correlations,
      CorrelatorLimits limits,
      Consumer<CorrelatedDetection> told) {
    correlations.forEach(one -> states.add(new CorrelationState(one, limits.perCorrelation())));
    this.needs = new FieldNeeds(correlations);
    this.order = new TimeOrder(limits.lateness(), limits.buffered());
    this.mostInAll = limits.inAll();
    this.told = told;
  }

  /** Whether any correlation looks at the matches of this rule. */
  public boolean concerns(Rule rule) {
    return needs.concerns(rule);
  }

  /** The fields of a rule's events that correlations ask for: no others have to be kept. */
  public Set<String> fields(Rule rule) {
    return Set.copyOf(needs.of(rule));
  }

  /**
   * Takes in a detection; one that no correlation looks at is passed over.
   *
   * @param time when its event happened; without it, nothing can be said of it
   */
  public void accept(Detection detection, Optional<Instant> time) {
    if (!concerns(detection.rule())) {
      return;
    }
    if (time.isEmpty()) {
      untimed++;
      return;
    }
    order.add(new TimedDetection(detection, time.get()), this::observe);
  }

  /**
   * Waits no longer for what may have happened before that which came; what comes late within the
   * limits counts as if it had happened last.
   */
  public void catchUp() {
    order.catchUp(this::observe);
  }

  /** Takes in that there will be no more. */
  public void finish() {
    order.finish(this::observe);
    closeBefore(Instant.MAX);
  }

  /** What could not be taken into account so far. */
  public Losses losses() {
    Map<String, Long> dropped = new TreeMap<>();
    for (CorrelationState state : states) {
      if (state.dropped() > 0) {
        dropped.merge(state.rule().title(), state.dropped(), Long::sum);
      }
    }
    return new Losses(untimed, order.late(), dropped);
  }

  private void observe(TimedDetection one) {
    closeBefore(one.time());
    show(
        new Observation(
            one.detection().rule(),
            one.time(),
            one.time(),
            one.time(),
            List.of(values(one.detection())),
            List.of(one)));
    while (states.stream().mapToInt(CorrelationState::size).sum() > mostInAll) {
      dropEarliest();
    }
  }

  private Map<String, String> values(Detection detection) {
    EventValues event = new EventValues(detection.event());
    Map<String, String> values = new HashMap<>();
    for (String field : needs.of(detection.rule())) {
      event.first(field).ifPresent(value -> values.put(field, value));
    }
    return values;
  }

  /** Shows a match to the correlations, and what holds through it to those behind. */
  private void show(Observation first) {
    List<Observation> moment = new ArrayList<>(List.of(first));
    for (CorrelationState state : states) {
      for (Observation observation : List.copyOf(moment)) {
        state.accept(
            observation, fired -> moment.add(tell(state.rule(), fired, observation.time())));
      }
    }
  }

  private void closeBefore(Instant now) {
    while (true) {
      Optional<CorrelationState> next =
          states.stream()
              .filter(state -> state.closing().filter(now::isAfter).isPresent())
              .min(Comparator.comparing(state -> state.closing().orElse(Instant.MAX)));
      if (next.isEmpty()) {
        return;
      }
      Instant end = next.get().closing().orElse(now);
      CorrelationRule rule = next.get().rule();
      next.get().close(fired -> show(tell(rule, fired, end)));
    }
  }

  private Observation tell(CorrelationRule rule, Fired fired, Instant time) {
    List<Entry> because = fired.because();
    List<TimedDetection> detections = detections(because);
    Observation observation =
        new Observation(
            rule,
            time,
            because.stream()
                .map(one -> one.observation.start())
                .min(Instant::compareTo)
                .orElse(time),
            because.stream().map(one -> one.observation.end()).max(Instant::compareTo).orElse(time),
            facets(rule, because),
            detections);
    told.accept(
        new CorrelatedDetection(
            rule,
            observation.start(),
            observation.end(),
            group(rule, fired.window()),
            fired.judgement().figure(),
            because.size(),
            detections));
    return observation;
  }

  /** Those of all matches, each once although several groups or rules may have it. */
  private static List<TimedDetection> detections(List<Entry> because) {
    IdentityHashMap<TimedDetection, Boolean> seen = new IdentityHashMap<>();
    return because.stream()
        .flatMap(entry -> entry.observation.detections().stream())
        .filter(one -> seen.putIfAbsent(one, true) == null)
        .limit(CorrelatedDetection.MOST_DETECTIONS)
        .toList();
  }

  private static Map<String, String> group(CorrelationRule rule, Window window) {
    Map<String, String> group = new LinkedHashMap<>();
    for (int i = 0; i < rule.groupBy().size(); i++) {
      group.put(rule.groupBy().get(i), window.group.get(i));
    }
    return group;
  }

  /** The values that correlations which build on this one ask for, of each of its events. */
  private List<Map<String, String>> facets(CorrelationRule rule, List<Entry> because) {
    Set<Map<String, String>> facets = new LinkedHashSet<>();
    for (Entry entry : because) {
      Member member = rule.members().get(entry.member);
      for (Map<String, String> of : entry.facets) {
        Map<String, String> facet = new HashMap<>();
        for (String field : needs.of(rule)) {
          Optional.ofNullable(of.get(member.field(field)))
              .ifPresent(value -> facet.put(field, value));
        }
        if (facets.size() < MOST_FACETS) {
          facets.add(facet);
        }
      }
    }
    return List.copyOf(facets);
  }

  private void dropEarliest() {
    states.stream()
        .filter(state -> state.size() > 0)
        .min(
            Comparator.comparing(
                state -> state.first().map(Entry::time).findFirst().orElse(Instant.MAX)))
        .ifPresent(state -> state.first().forEach(state::drop));
  }
}
