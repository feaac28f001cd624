package io.merlon.posture;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** An exact fraction, for the naive recount. */
record Fraction(BigInteger numerator, BigInteger denominator) {
  static final Fraction ZERO = of(0, 1);

  static Fraction of(long numerator, long denominator) {
    return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  Fraction plus(Fraction other) {
    return new Fraction(
            numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
            denominator.multiply(other.denominator))
        .reduced();
  }

  Fraction times(Fraction other) {
    return new Fraction(
            numerator.multiply(other.numerator), denominator.multiply(other.denominator))
        .reduced();
  }

  private Fraction reduced() {
    BigInteger divisor = numerator.gcd(denominator);
    return divisor.signum() == 0
        ? this
        : new Fraction(numerator.divide(divisor), denominator.divide(divisor));
  }

  double toDouble() {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), new MathContext(200))
        .doubleValue();
  }
}
