package io.merlon.query.value;

import io.merlon.model.IntegerValue;
import io.merlon.model.NullValue;
import io.merlon.model.NumberValue;
import io.merlon.model.Value;
import java.math.BigDecimal;

/** Numbers of 64 bits, whole and real. What is no number (a division by zero, say) is null. */
public final class Numbers {
  private static final int LONGEST_TEXT = 64;

  private Numbers() {}

  public static Value real(double number) {
    return Double.isFinite(number) ? NumberValue.of(BigDecimal.valueOf(number)) : NullValue.NULL;
  }

  public static double toDouble(NumberValue number) {
    return number instanceof IntegerValue(long whole) ? whole : number.toBigDecimal().doubleValue();
  }

  public static Value truncated(double number) {
    return Math.abs(number) < 0x1p63 ? new IntegerValue((long) number) : NullValue.NULL;
  }

  /** A whole number, also in hexadecimal, or the whole part of a real one. */
  public static Value parseWhole(String text) {
    String given = text.strip();
    if (given.isEmpty() || given.length() > LONGEST_TEXT) {
      return NullValue.NULL;
    }
    try {
      return new IntegerValue(
          given.startsWith("0x") || given.startsWith("0X")
              ? Long.parseLong(given.substring(2), 16)
              : Long.parseLong(given));
    } catch (NumberFormatException notWhole) {
      return parseReal(given) instanceof NumberValue number
          ? truncated(toDouble(number))
          : NullValue.NULL;
    }
  }

  public static Value parseReal(String text) {
    String given = text.strip();
    char last = given.isEmpty() ? 'x' : given.charAt(given.length() - 1);
    if (given.length() > LONGEST_TEXT || !Character.isDigit(last) && last != '.') {
      return NullValue.NULL;
    }
    try {
      return real(Double.parseDouble(given));
    } catch (NumberFormatException notANumber) {
      return NullValue.NULL;
    }
  }
}
