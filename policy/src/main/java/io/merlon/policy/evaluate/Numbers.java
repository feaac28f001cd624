package io.merlon.policy.evaluate;

import io.merlon.model.NumberValue;
import java.math.BigDecimal;
import java.util.Optional;

/** Numbers that are spelled as text. */
final class Numbers {
  private static final int LONGEST = 40;

  private Numbers() {}

  /** The number that the text spells, or nothing. */
  static Optional<NumberValue> parse(String text) {
    String trimmed = text.trim();
    if (trimmed.isEmpty() || trimmed.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(NumberValue.of(new BigDecimal(trimmed)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
