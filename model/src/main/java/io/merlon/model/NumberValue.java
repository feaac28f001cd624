package io.merlon.model;

import java.math.BigDecimal;

/** A JSON number: an integer that fits 64 bits, or any other as a decimal without loss. */
public sealed interface NumberValue extends Value permits IntegerValue, DecimalValue {

  /** The exact value. */
  BigDecimal toBigDecimal();

  /** The number as an {@link IntegerValue} when it is whole and fits 64 bits, else a decimal. */
  static NumberValue of(BigDecimal number) {
    // A scale far from zero is a tiny text for a huge number (1e999999999), so it is not expanded.
    if (Math.abs((long) number.scale()) <= 18 && number.stripTrailingZeros().scale() <= 0) {
      BigDecimal whole = number.setScale(0);
      if (whole.precision() <= 18) {
        return new IntegerValue(whole.longValueExact());
      }
    }
    return new DecimalValue(number);
  }

  /** Orders two numbers by value, whatever their representation. */
  static int compare(NumberValue left, NumberValue right) {
    if (left instanceof IntegerValue(long a) && right instanceof IntegerValue(long b)) {
      return Long.compare(a, b);
    }
    return left.toBigDecimal().compareTo(right.toBigDecimal());
  }
}
