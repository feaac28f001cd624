package io.merlon.detection;

import java.util.List;

/** How a rule's searches are joined. Patterns and {@code them} are resolved to names. */
public sealed interface Condition {
  /** The search of this name matches. */
  record Named(String search) implements Condition {}

  /** All hold; {@code all of}. */
  record And(List<Condition> operands) implements Condition {}

  /** At least one holds; {@code 1 of}. */
  record Or(List<Condition> operands) implements Condition {}

  /** The operand does not hold. */
  record Not(Condition operand) implements Condition {}
}
