package io.merlon.detection.correlation;

import io.merlon.detection.CorrelationCondition.Threshold;
import io.merlon.detection.CorrelationRule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a correlation keeps of one group, with the figures that change with each match. */
final class Window {
  final List<String> group;
  final Instant opened;
  private final CorrelationRule rule;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final int[] byMember;
  private final Map<List<String>, Integer> values = new HashMap<>();
  private BigDecimal sum = BigDecimal.ZERO;

  Window(CorrelationRule rule, List<String> group, Instant opened) {
    this.rule = rule;
    this.group = group;
    this.opened = opened;
    this.byMember = new int[rule.members().size()];
  }

  void add(Entry entry) {
    entries.addLast(entry);
    byMember[entry.member]++;
    change(entry, 1);
  }

  /** Takes the earliest out, which is this one. */
  void removeFirst(Entry entry) {
    entries.removeFirst();
    byMember[entry.member]--;
    change(entry, -1);
  }

  private void change(Entry entry, int by) {
    if (rule.type() == CorrelationRule.Type.VALUE_COUNT) {
      for (List<String> value : Figures.tuples(rule, entry)) {
        values.merge(value, by, (old, one) -> old + one == 0 ? null : old + one);
      }
    } else if (rule.type() == CorrelationRule.Type.VALUE_SUM) {
      for (BigDecimal number : Figures.numbers(rule, entry)) {
        sum = by > 0 ? sum.add(number) : sum.subtract(number);
      }
    }
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  int size() {
    return entries.size();
  }

  Entry first() {
    return entries.getFirst();
  }

  void clear() {
    entries.clear();
  }

  List<Entry> entries() {
    return new ArrayList<>(entries);
  }

  /** Whether the condition holds, and of which figure. */
  Judgement judge() {
    if (rule.type().isTemporal()) {
      return Sequence.judge(rule, entries, byMember);
    }
    if (!(rule.condition() instanceof Threshold threshold)) {
      throw new IllegalStateException("a figure needs bounds");
    }
    return switch (rule.type()) {
      case EVENT_COUNT -> Judgement.of(threshold, BigDecimal.valueOf(entries.size()));
      case VALUE_COUNT -> Judgement.of(threshold, BigDecimal.valueOf(values.size()));
      case VALUE_SUM -> Judgement.of(threshold, sum);
      default -> Figures.judge(rule, threshold, entries());
    };
  }
}
