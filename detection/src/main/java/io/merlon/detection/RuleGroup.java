package io.merlon.detection;

import io.merlon.detection.Search.FieldTest;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The rules of one log source, numbered one after the other.
 *
 * @param described whether anything says which events the log source means
 * @param applies whether an event is one of these
 * @param first the number of the first rule
 * @param of how many rules the plan has
 */
record RuleGroup(
    boolean described,
    Memo.Node applies,
    int first,
    int of,
    List<SigmaRule> rules,
    FieldTable table) {

  /**
   * The rules that events with these fields may be meant for. Where nothing says which events the
   * log source means, an event has to have something that the rule asks for: else "not" would match
   * whatever it was never meant for.
   */
  RuleSet eligible(IntPredicate hasField) {
    RuleSet eligible = RuleSet.none(of);
    for (int i = 0; i < rules.size(); i++) {
      if (described
          || rules.get(i).searches().values().stream()
              .anyMatch(search -> mentions(search, hasField))) {
        eligible.add(first + i);
      }
    }
    return eligible;
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
