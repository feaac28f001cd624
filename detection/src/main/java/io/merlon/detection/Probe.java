package io.merlon.detection;

import java.util.List;

/** All that rules look for in one field's values. */
final class Probe {
  private static final int[] NONE = {};

  private final int field;
  private final int rules;
  private final List<Seek> seeks;

  /**
   * @param field the field's number, or {@link Needle#ANY_FIELD}
   * @param rules how many rules there are
   */
  Probe(int field, int rules, List<Seek> seeks) {
    this.field = field;
    this.rules = rules;
    this.seeks = List.copyOf(seeks);
  }

  int field() {
    return field;
  }

  /** What concerns some of the rules. */
  List<Seek> within(RuleSet some) {
    return seeks.stream().filter(seek -> !seek.concerned().and(some).isEmpty()).toList();
  }

  /** The rules whose needles the value has. */
  int[] rulesIn(FieldValue value) {
    RuleSet found = RuleSet.none(rules);
    mark(value, seeks, found);
    return found.isEmpty() ? NONE : found.numbers();
  }

  /** Adds the rules whose needles the value has, as far as these seek them. */
  static void mark(FieldValue value, List<Seek> seeks, RuleSet found) {
    byte[] ascii = value.ascii();
    for (Seek seek : seeks) {
      seek.mark(value, ascii, found);
    }
  }
}
