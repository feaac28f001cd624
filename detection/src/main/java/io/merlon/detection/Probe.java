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

  List<Seek> seeks() {
    return seeks;
  }

  /** The rules whose needles the value has. */
  int[] rulesIn(FieldValue value) {
    RuleSet found = RuleSet.none(rules);
    mark(value, found);
    return found.isEmpty() ? NONE : found.numbers();
  }

  /** Adds the rules whose needles the value has. */
  void mark(FieldValue value, RuleSet found) {
    byte[] ascii = value.ascii();
    for (int i = 0; i < seeks.size(); i++) {
      seeks.get(i).mark(value, ascii, found);
    }
  }
}
