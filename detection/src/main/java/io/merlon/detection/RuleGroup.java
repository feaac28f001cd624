package io.merlon.detection;

import io.merlon.detection.Search.FieldTest;
import java.util.List;
import java.util.function.IntPredicate;

/** The rules of one log source. */
final class RuleGroup {
  private final boolean described;
  private final Memo.Node applies;
  private final List<Compiled> rules;
  private final Prefilter prefilter;
  private final FieldTable table;

  /** A rule and its condition. */
  record Compiled(SigmaRule rule, Memo.Node matches) {}

  /**
   * @param described whether anything says which events the log source means
   */
  RuleGroup(
      boolean described,
      Memo.Node applies,
      List<Compiled> rules,
      Prefilter prefilter,
      FieldTable table) {
    this.described = described;
    this.applies = applies;
    this.rules = rules;
    this.prefilter = prefilter;
    this.table = table;
  }

  boolean isDescribed() {
    return described;
  }

  boolean applies(Memo memo) {
    return applies.test(memo);
  }

  Compiled rule(int place) {
    return rules.get(place);
  }

  Prefilter prefilter() {
    return prefilter;
  }

  /** All rules. */
  RuleSet all() {
    RuleSet all = RuleSet.none(rules.size());
    for (int rule = 0; rule < rules.size(); rule++) {
      all.add(rule);
    }
    return all;
  }

  /**
   * Where nothing says which events the log source means, an event has to have something that the
   * rule asks for: else "not" would match whatever it was never meant for.
   */
  RuleSet mentioning(IntPredicate hasField) {
    RuleSet mentioning = RuleSet.none(rules.size());
    for (int rule = 0; rule < rules.size(); rule++) {
      if (rules.get(rule).rule.searches().values().stream()
          .anyMatch(search -> mentions(search, hasField))) {
        mentioning.add(rule);
      }
    }
    return mentioning;
  }

  private boolean mentions(Search search, IntPredicate hasField) {
    return switch (search) {
      case Search.AllOf(List<Search> parts) ->
          parts.stream().anyMatch(part -> mentions(part, hasField));
      case Search.AnyOf(List<Search> parts) ->
          parts.stream().anyMatch(part -> mentions(part, hasField));
      case FieldTest test -> {
        String field = test.field();
        yield field == null || hasField.test(table.number(field));
      }
    };
  }
}
