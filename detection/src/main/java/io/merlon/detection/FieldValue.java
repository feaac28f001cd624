package io.merlon.detection;

import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A scalar of an event as rules look at it, and what was found out about it: each is worked out
 * when it is first asked for. For one thread.
 */
final class FieldValue {
  private static final byte[] NOT_ASCII = {};
  private static final int MAX_NUMBER = 40;
  private static final int LONGEST_INTEGER = 18;

  private final Value value;
  private final String text;
  private final boolean lasting;
  private @Nullable List<FieldValue> alone;
  private @Nullable String folded;
  private @Nullable BigDecimal number;
  private boolean parsed;
  private @Nullable Found found;
  private @Nullable Answer answers;

  /** The rules whose needles a probe found in the text. */
  private static final class Found {
    private final Probe probe;
    private final int[] rules;
    private final @Nullable Found next;

    Found(Probe probe, int[] rules, @Nullable Found next) {
      this.probe = probe;
      this.rules = rules;
      this.next = next;
    }
  }

  /** Whether an expression was found in the text. */
  private record Answer(Expression expression, boolean yes, @Nullable Answer next) {}

  private FieldValue(Value value, boolean lasting) {
    this.value = value;
    this.text = value instanceof StringValue(String string) ? string : value.toString();
    this.lasting = lasting;
  }

  /** One that later events may have too. */
  static FieldValue lasting(Value value) {
    return new FieldValue(value, true);
  }

  /** One that only its event has. */
  static FieldValue passing(Value value) {
    return new FieldValue(value, false);
  }

  /** Whether later events may have it too, so that it is worth finding out more than is asked. */
  boolean isLasting() {
    return lasting;
  }

  /** The list of just this. */
  List<FieldValue> alone() {
    List<FieldValue> known = alone;
    if (known == null) {
      known = List.of(this);
      alone = known;
    }
    return known;
  }

  /** The rules whose needles the probe finds in this. */
  int[] found(Probe probe) {
    for (Found one = found; one != null; one = one.next) {
      if (one.probe == probe) {
        return one.rules;
      }
    }
    int[] rules = probe.rulesIn(this);
    found = new Found(probe, rules, found);
    return rules;
  }

  /** Whether the expression is found in the text. */
  boolean has(Expression expression) {
    for (Answer one = answers; one != null; one = one.next) {
      if (one.expression == expression) {
        return one.yes;
      }
    }
    boolean yes = expression.isFoundIn(text);
    answers = new Answer(expression, yes, answers);
    return yes;
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
      byte[] ascii = ascii();
      known = ascii.length == 0 ? text.toLowerCase(Locale.ROOT) : folded(ascii);
      folded = known;
    }
    return known;
  }

  /** Many times faster than {@link String#toLowerCase}, which asks a table for each character. */
  private static String folded(byte[] ascii) {
    for (int i = 0; i < ascii.length; i++) {
      byte b = ascii[i];
      ascii[i] = (byte) (b >= 'A' && b <= 'Z' ? b | 0x20 : b);
    }
    return new String(ascii, StandardCharsets.ISO_8859_1);
  }

  /** The text's bytes when it is ASCII, else none. */
  byte[] ascii() {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length == text.length() ? bytes : NOT_ASCII;
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
