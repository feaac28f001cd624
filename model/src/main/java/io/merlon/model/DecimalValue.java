package io.merlon.model;

import java.math.BigDecimal;
import java.util.Objects;

/** A number that is not a whole number of 64 bits. */
public record DecimalValue(BigDecimal value) implements NumberValue {
  public DecimalValue {
    Objects.requireNonNull(value, "value");
  }

  @Override
  public BigDecimal toBigDecimal() {
    return value;
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
