package io.merlon.detection.alert;

import io.merlon.detection.Detection;
import io.merlon.detection.Rule;
import io.merlon.detection.behaviour.BehaviourFinding;
import io.merlon.detection.correlation.CorrelatedDetection;
import io.merlon.detection.correlation.TimedDetection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Makes alerts of detections. Matches of the same rule with the same key entities are one alert, as
 * long as no more than the window lies between one and the next, in whatever order they come.
 */
public final class AlertGrouper {
  private final EntityMapping mapping;
  private final Duration window;
  private final int mostOpen;
  private final Consumer<Alert> told;
  private final Map<Key, List<OpenAlert>> open = new LinkedHashMap<>();
  private int openCount;

  /** What repeats have in common. */
  private record Key(String source, int line, List<Entity> entities) {}

  /**
   * Begins.
   *
   * @param window how far apart repeats may be
   * @param mostOpen how many alerts are kept open at most; beyond, the oldest are told
   * @param told is given each alert once it is done
   */
  public AlertGrouper(EntityMapping mapping, Duration window, int mostOpen, Consumer<Alert> told) {
    this.mapping = mapping;
    this.window = window;
    this.mostOpen = mostOpen;
    this.told = told;
  }

  /** Takes in a match of a single event. */
  public void accept(Detection detection, Optional<Instant> time) {
    EntityMapping.Found found = mapping.find(detection.event());
    take(
        detection.rule(),
        found.keys(),
        time,
        time,
        found.all(),
        List.of(Evidence.of(detection, time)),
        Map.of());
  }

  /** Takes in a correlation that holds. */
  public void accept(CorrelatedDetection correlated) {
    Set<Entity> all = new LinkedHashSet<>();
    Set<Entity> keys = new LinkedHashSet<>();
    List<Evidence> evidence = new ArrayList<>();
    for (TimedDetection one : correlated.detections()) {
      EntityMapping.Found found = mapping.find(one.detection().event());
      all.addAll(found.all());
      keys.addAll(found.keys());
      evidence.add(Evidence.of(one.detection(), Optional.of(one.time())));
    }
    Map<String, String> properties = new LinkedHashMap<>();
    correlated.group().forEach((field, value) -> properties.put("group " + field, value));
    properties.put("matches", String.valueOf(correlated.count()));
    correlated
        .figure()
        .ifPresent(figure -> properties.put("figure", figure.stripTrailingZeros().toPlainString()));
    take(
        correlated.rule(),
        List.copyOf(keys),
        Optional.of(correlated.start()),
        Optional.of(correlated.end()),
        List.copyOf(all),
        evidence,
        properties);
  }

  /** Takes in behaviour that is unlike what was learnt. */
  public void accept(BehaviourFinding finding) {
    EntityMapping.Found found = mapping.find(finding.event());
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("explanation", finding.explanation());
    finding.group().forEach((name, value) -> properties.put("group " + name, value));
    properties.putAll(finding.figures());
    take(
        finding.rule(),
        found.keys(),
        Optional.of(finding.start()),
        Optional.of(finding.end()),
        found.all(),
        Evidence.of(finding),
        properties);
  }

  private void take(
      Rule rule,
      List<Entity> keys,
      Optional<Instant> start,
      Optional<Instant> end,
      List<Entity> entities,
      List<Evidence> evidence,
      Map<String, String> properties) {
    Key key = new Key(rule.source(), rule.header().line(), keys);
    List<OpenAlert> ofKey = open.computeIfAbsent(key, first -> new ArrayList<>());
    OpenAlert alert =
        ofKey.stream()
            .filter(one -> one.isNear(start, end, window))
            .findFirst()
            .orElseGet(() -> {
              OpenAlert begun = new OpenAlert(rule, keys);
              ofKey.add(begun);
              openCount++;
              return begun;
            });
    alert.add(start, end, entities, evidence, properties);
    if (openCount > mostOpen) {
      closeOldest();
    }
  }

  /** Tells the alerts that nothing can be added to, because all that comes is later than this. */
  public void closeBefore(Instant time) {
    close(one -> one.end().map(end -> end.plus(window).isBefore(time)).orElse(false));
  }

  /** Tells all alerts. */
  public void finish() {
    close(one -> true);
  }

  /** Half of the open alerts, so that this is seldom needed. */
  private void closeOldest() {
    List<Instant> ends =
        open.values().stream()
            .flatMap(List::stream)
            .map(one -> one.end().orElse(Instant.MIN))
            .sorted()
            .toList();
    Instant middle = ends.get(ends.size() / 2);
    close(one -> !one.end().orElse(Instant.MIN).isAfter(middle));
  }

  private void close(Predicate<OpenAlert> done) {
    List<Alert> closed = new ArrayList<>();
    open.values()
        .forEach(ofKey ->
            ofKey.removeIf(one -> {
              boolean isDone = done.test(one);
              if (isDone) {
                closed.add(one.alert());
                openCount--;
              }
              return isDone;
            }));
    open.values().removeIf(List::isEmpty);
    closed.stream().sorted(Alert.BY_TIME).forEach(told);
  }
}
