package io.merlon.detection;

import java.math.BigDecimal;

/**
 * Something that an event has to have, or a rule cannot match: found by looking at each value once
 * for all rules.
 */
sealed interface Needle {
  /** Keywords are looked for in all values. */
  int ANY_FIELD = -1;

  int field();

  /** The value without case holds this text, itself without case. */
  record Holds(int field, String text) implements Needle {}

  /** The value without case is this text. */
  record Is(int field, String text) implements Needle {}

  /** The value as a number is this one, without zeros at its end. */
  record Equals(int field, BigDecimal number) implements Needle {}
}
