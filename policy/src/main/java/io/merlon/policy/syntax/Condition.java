package io.merlon.policy.syntax;

import java.util.List;
import java.util.Optional;

/** A condition of a rule: a logical form or a leaf. */
public sealed interface Condition {
  /** True when all are; true when there are none. */
  record AllOf(List<Condition> conditions) implements Condition {
    public AllOf {
      conditions = List.copyOf(conditions);
    }
  }

  /** True when any is; false when there are none. */
  record AnyOf(List<Condition> conditions) implements Condition {
    public AnyOf {
      conditions = List.copyOf(conditions);
    }
  }

  /** True when the other is not. */
  record Not(Condition condition) implements Condition {}

  /** A comparison; the pointer says where it stands in the document. */
  record Leaf(Operand operand, Operator operator, Template expected, String pointer)
      implements Condition {}

  /** What a leaf compares. */
  sealed interface Operand {
    /** A field of the resource; the name may be an expression. */
    record Field(Template name) implements Operand {}

    /** Any value. */
    record OfValue(Template value) implements Operand {}

    /** How many members of an array of the resource meet a condition. */
    record FieldCount(Template field, Optional<Condition> where) implements Operand {}

    /** How many members of a given array meet a condition. */
    record ValueCount(Template array, String name, Optional<Condition> where) implements Operand {}
  }
}
