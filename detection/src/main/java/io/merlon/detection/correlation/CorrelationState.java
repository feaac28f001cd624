package io.merlon.detection.correlation;

import io.merlon.detection.Condition;
import io.merlon.detection.CorrelationCondition;
import io.merlon.detection.CorrelationCondition.Occurrence;
import io.merlon.detection.CorrelationCondition.Threshold;
import io.merlon.detection.CorrelationRule;
import io.merlon.detection.CorrelationRule.Member;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One correlation: its groups, and what is kept of each. Matches come in the order of time. */
final class CorrelationState {
  /** More than that of one group are not looked through for an order. */
  private static final int LONGEST_SEQUENCE = 1_000;

  private final CorrelationRule rule;
  private final boolean atOnce;
  private final int most;
  private final Map<List<String>, Window> windows = new HashMap<>();
  private final EntryList kept = new EntryList();

  /** Those that are judged when their time is over, which is in the order in which they began. */
  private final Deque<Window> open = new ArrayDeque<>();

  private long dropped;

  /** A window whose condition holds. */
  record Fired(Window window, Judgement judgement, List<Entry> because) {}

  CorrelationState(CorrelationRule rule, int most) {
    this.rule = rule;
    this.most = most;
    this.atOnce = isAtOnce(rule.type(), rule.condition());
  }

  /** Whether more matches cannot undo that the condition holds. */
  private static boolean isAtOnce(CorrelationRule.Type type, CorrelationCondition condition) {
    return switch (condition) {
      case Occurrence(Condition joined) -> isPositive(joined);
      case Threshold threshold ->
          threshold.isLowerOnly()
              && (type.isTemporal()
                  || type == CorrelationRule.Type.EVENT_COUNT
                  || type == CorrelationRule.Type.VALUE_COUNT
                  || type == CorrelationRule.Type.VALUE_SUM);
    };
  }

  private static boolean isPositive(Condition condition) {
    return switch (condition) {
      case Condition.Named named -> true;
      case Condition.Not not -> false;
      case Condition.And(List<Condition> all) ->
          all.stream().allMatch(CorrelationState::isPositive);
      case Condition.Or(List<Condition> some) ->
          some.stream().allMatch(CorrelationState::isPositive);
    };
  }

  CorrelationRule rule() {
    return rule;
  }

  /** Takes a match in, as that of each of its rules that it is one of. */
  void accept(Observation observation, Consumer<Fired> fired) {
    expire(observation.time());
    for (int i = 0; i < rule.members().size(); i++) {
      Member member = rule.members().get(i);
      if (member.rule() == observation.rule()) {
        int number = i;
        groups(member, observation)
            .forEach((group, facets) -> accept(observation, number, group, facets, fired));
      }
    }
  }

  private void accept(
      Observation observation,
      int member,
      List<String> group,
      List<Map<String, String>> facets,
      Consumer<Fired> fired) {
    Window window = windows.get(group);
    if (window == null) {
      window = new Window(rule, group, observation.time());
      windows.put(group, window);
      if (!atOnce) {
        open.add(window);
      }
    }
    Entry entry = new Entry(observation, member, facets, window);
    window.add(entry);
    kept.add(entry);
    if (kept.size() > most) {
      kept.first().ifPresent(this::drop);
    }
    if (rule.type().isTemporal() && window.size() > LONGEST_SEQUENCE) {
      drop(window.first());
    }
    if (atOnce && !window.isEmpty()) {
      judge(window, fired);
    }
  }

  /** The groups that the match belongs to: of an event one, or none where a field is missing. */
  private Map<List<String>, List<Map<String, String>>> groups(
      Member member, Observation observation) {
    List<String> fields = rule.groupBy().stream().map(member::field).toList();
    Map<List<String>, List<Map<String, String>>> groups = new LinkedHashMap<>();
    for (Map<String, String> facet : observation.facets()) {
      if (facet.keySet().containsAll(fields)) {
        List<String> group = fields.stream().map(one -> facet.getOrDefault(one, "")).toList();
        groups.computeIfAbsent(group, first -> new ArrayList<>()).add(facet);
      }
    }
    return groups;
  }

  private void judge(Window window, Consumer<Fired> fired) {
    Judgement judgement = window.judge();
    if (judgement.holds()) {
      List<Entry> because = judgement.because().orElseGet(window::entries);
      forget(window);
      fired.accept(new Fired(window, judgement, because));
    }
  }

  /** What is too old to count together with a match of this time. */
  private void expire(Instant now) {
    if (atOnce) {
      Instant from = now.minus(rule.timespan());
      for (Optional<Entry> first = kept.first();
          first.isPresent() && first.get().time().isBefore(from);
          first = kept.first()) {
        remove(first.get());
      }
    }
  }

  /** When the first of the windows that wait for their end is over; nothing when none waits. */
  Optional<Instant> closing() {
    for (Window window = open.peek(); window != null; window = open.peek()) {
      if (windows.get(window.group) == window) {
        return Optional.of(window.opened.plus(rule.timespan()));
      }
      open.remove();
    }
    return Optional.empty();
  }

  /** Judges the first of the windows that wait. */
  void close(Consumer<Fired> fired) {
    Window window = open.remove();
    judge(window, fired);
    forget(window);
  }

  private void forget(Window window) {
    windows.remove(window.group, window);
    window.entries().forEach(kept::remove);
    window.clear();
  }

  /** Lets a match go for want of room. */
  void drop(Entry entry) {
    dropped++;
    remove(entry);
  }

  private void remove(Entry entry) {
    kept.remove(entry);
    entry.window.removeFirst(entry);
    if (entry.window.isEmpty()) {
      windows.remove(entry.window.group, entry.window);
    }
  }

  Stream<Entry> first() {
    return kept.first().stream();
  }

  int size() {
    return kept.size();
  }

  long dropped() {
    return dropped;
  }
}
