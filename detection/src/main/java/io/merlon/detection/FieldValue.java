package io.merlon.detection;

import io.merlon.model.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value of an event as rules look at it; each form is made when it is first asked for. */
final class FieldValue {
  private static final byte[] NOT_ASCII = {};
  private static final int MAX_NUMBER = 40;
  private static final int LONGEST_INTEGER = 18;

  private final Value value;
  private final String text;
  private @Nullable String folded;
  private byte @Nullable [] ascii;
  private @Nullable BigDecimal number;
  private boolean parsed;

  FieldValue(Value value, String text) {
    this.value = value;
    this.text = text;
  }

  Value value() {
    return value;
  }

  String text() {
    return text;
  }

  /** The text without case. */
  String folded() {
    String known = folded;
    if (known == null) {
      known = text.toLowerCase(Locale.ROOT);
      folded = known;
    }
    return known;
  }

  /** The text's bytes when it is ASCII, else none. */
  byte[] ascii() {
    byte[] known = ascii;
    if (known == null) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      known = bytes.length == text.length() ? bytes : NOT_ASCII;
      ascii = known;
    }
    return known;
  }

  /** The text as a number, decimal or hexadecimal with {@code 0x}; nothing when it is none. */
  Optional<BigDecimal> number() {
    if (!parsed) {
      number = parse(text).orElse(null);
      parsed = true;
    }
    return Optional.ofNullable(number);
  }

  private static Optional<BigDecimal> parse(String text) {
    if (text.isEmpty() || text.length() > MAX_NUMBER) {
      return Optional.empty();
    }
    char first = text.charAt(0);
    if ((first < '0' || first > '9') && first != '-' && first != '+' && first != '.') {
      return Optional.empty();
    }
    try {
      if (text.startsWith("0x") || text.startsWith("0X")) {
        return Optional.of(BigDecimal.valueOf(Long.parseUnsignedLong(text.substring(2), 16)));
      }
      return Optional.of(
          isPlain(text) ? BigDecimal.valueOf(Long.parseLong(text)) : new BigDecimal(text));
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() <= LONGEST_INTEGER;
  }
}
