package io.merlon.detection.correlation;

import io.merlon.detection.Condition;
import io.merlon.detection.CorrelationCondition.Occurrence;
import io.merlon.detection.CorrelationCondition.Threshold;
import io.merlon.detection.CorrelationRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;

/**
 * Judges which rules matched, and in which order. In order, {@code and} is read from left to right:
 * what stands behind it begins after what stands before it ended; {@code not} asks that a rule did
 * not match at all.
 */
final class Sequence {
  private static final OptionalInt NEVER = OptionalInt.empty();

  private final CorrelationRule rule;
  private final List<Entry> entries;
  private final int[] byMember;

  private Sequence(CorrelationRule rule, Collection<Entry> entries, int[] byMember) {
    this.rule = rule;
    this.entries = new ArrayList<>(entries);
    this.byMember = byMember;
  }

  /**
   * Judges.
   *
   * @param byMember how often each rule matched
   */
  static Judgement judge(CorrelationRule rule, Collection<Entry> entries, int[] byMember) {
    boolean ordered = rule.type() == CorrelationRule.Type.TEMPORAL_ORDERED;
    return switch (rule.condition()) {
      case Threshold threshold -> {
        int rules = 0;
        for (int count : byMember) {
          rules += count > 0 ? 1 : 0;
        }
        // no order can have more rules than there are, so most windows need not be looked through
        boolean looked =
            ordered && (!threshold.isLowerOnly() || threshold.holds(BigDecimal.valueOf(rules)));
        yield Judgement.of(
            threshold,
            BigDecimal.valueOf(looked ? new Sequence(rule, entries, byMember).longest() : rules));
      }
      case Occurrence(Condition condition) -> {
        if (!occurs(rule, condition, byMember)) {
          yield Judgement.NO;
        }
        yield !ordered || new Sequence(rule, entries, byMember).end(condition, 0).isPresent()
            ? Judgement.YES
            : Judgement.NO;
      }
    };
  }

  private static boolean occurs(CorrelationRule rule, Condition condition, int[] byMember) {
    return switch (condition) {
      case Condition.Named(String name) -> byMember[number(rule, name)] > 0;
      case Condition.Not(Condition operand) -> !occurs(rule, operand, byMember);
      case Condition.And(List<Condition> all) ->
          all.stream().allMatch(one -> occurs(rule, one, byMember));
      case Condition.Or(List<Condition> some) ->
          some.stream().anyMatch(one -> occurs(rule, one, byMember));
    };
  }

  private static int number(CorrelationRule rule, String reference) {
    for (int i = 0; i < rule.members().size(); i++) {
      if (rule.members().get(i).reference().equals(reference)) {
        return i;
      }
    }
    throw new IllegalStateException("no member is called " + reference);
  }

  /** Where what the condition asks for, from this place on, ends at the earliest. */
  private OptionalInt end(Condition condition, int from) {
    return switch (condition) {
      case Condition.Named(String name) -> next(number(rule, name), from);
      case Condition.Not not -> occurs(rule, not, byMember) ? OptionalInt.of(from) : NEVER;
      case Condition.And(List<Condition> all) -> {
        OptionalInt at = OptionalInt.of(from);
        for (Condition one : all) {
          at = at.isPresent() ? end(one, at.getAsInt()) : NEVER;
        }
        yield at;
      }
      case Condition.Or(List<Condition> some) ->
          some.stream()
              .map(one -> end(one, from))
              .filter(OptionalInt::isPresent)
              .mapToInt(OptionalInt::getAsInt)
              .min();
    };
  }

  private OptionalInt next(int member, int from) {
    for (int i = from; i < entries.size(); i++) {
      if (entries.get(i).member == member) {
        return OptionalInt.of(i + 1);
      }
    }
    return NEVER;
  }

  /** How many of the rules matched one after the other in the order of the correlation. */
  private int longest() {
    int[] longestTo = new int[byMember.length];
    for (Entry entry : entries) {
      int before = 0;
      for (int i = 0; i < entry.member; i++) {
        before = Math.max(before, longestTo[i]);
      }
      longestTo[entry.member] = Math.max(longestTo[entry.member], before + 1);
    }
    int longest = 0;
    for (int one : longestTo) {
      longest = Math.max(longest, one);
    }
    return longest;
  }
}
