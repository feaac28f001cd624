package io.merlon.model;

import java.math.BigDecimal;

/** A whole number of 64 bits. */
public record IntegerValue(long value) implements NumberValue {
  @Override
  public BigDecimal toBigDecimal() {
    return BigDecimal.valueOf(value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
