package io.merlon.estate;

import io.merlon.model.IntegerValue;
import io.merlon.model.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The secure score that an estate must come to, as exact fractions.
 *
 * @param weaknesses how many resources are healthy and unhealthy, by weakness
 * @param controls the same by control, over the whole estate: a resource is healthy in a control
 *     when it has none of the control's weaknesses
 * @param subscriptions the controls of each subscription alone
 */
public record ExpectedScore(
    Map<String, Counts> weaknesses,
    List<Control> controls,
    Map<String, List<Control>> subscriptions) {
  private static final MathContext DIGITS = new MathContext(40);

  public ExpectedScore {
    weaknesses = Map.copyOf(weaknesses);
    controls = List.copyOf(controls);
    subscriptions = Map.copyOf(subscriptions);
  }

  /** Healthy and unhealthy resources. */
  public record Counts(long healthy, long unhealthy) {
    private Counts plus(Counts other) {
      return new Counts(healthy + other.healthy, unhealthy + other.unhealthy);
    }
  }

  /**
   * A control in which something was assessed.
   *
   * @param id the control
   * @param maxScore the most points that it gives
   */
  public record Control(String id, int maxScore, Counts counts) {
    /** The points: the maximum times the healthy share. */
    public Fraction score() {
      return Fraction.of(maxScore * counts.healthy(), counts.healthy() + counts.unhealthy());
    }
  }

  /** A fraction of whole numbers. */
  public record Fraction(BigInteger numerator, BigInteger denominator) {
    static Fraction of(long numerator, long denominator) {
      return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    Fraction plus(Fraction other) {
      BigInteger top =
          numerator.multiply(other.denominator).add(other.numerator.multiply(denominator));
      BigInteger bottom = denominator.multiply(other.denominator);
      BigInteger common = top.gcd(bottom);
      return common.signum() == 0 ? this : new Fraction(top.divide(common), bottom.divide(common));
    }

    /** The nearest decimal of 40 digits. */
    public BigDecimal toDecimal() {
      return new BigDecimal(numerator).divide(new BigDecimal(denominator), DIGITS);
    }

    /** The nearest double. */
    public double toDouble() {
      return toDecimal().doubleValue();
    }
  }

  /** How many resources are healthy and unhealthy with regard to this weakness. */
  public Counts of(String weakness) {
    return weaknesses.getOrDefault(weakness, new Counts(0, 0));
  }

  /** The points of all controls together. */
  public Fraction current() {
    return controls.stream().map(Control::score).reduce(Fraction.of(0, 1), Fraction::plus);
  }

  /** The most points that the controls with a resource give. */
  public int max() {
    return controls.stream().mapToInt(Control::maxScore).sum();
  }

  /** The points by the most points, in percent. */
  public Fraction percentage() {
    Fraction current = current();
    return new Fraction(
        current.numerator().multiply(BigInteger.valueOf(100)),
        current.denominator().multiply(BigInteger.valueOf(Math.max(1, max()))));
  }

  static ExpectedScore of(
      Value controls,
      Map<String, long[]> byWeakness,
      Map<String, Map<String, long[]>> bySubscription) {
    Map<String, Counts> weaknesses = new TreeMap<>();
    byWeakness.forEach((name, pair) -> weaknesses.put(name, new Counts(pair[0], pair[1])));
    Map<String, Counts> all = new TreeMap<>();
    Map<String, List<Control>> subscriptions = new TreeMap<>();
    bySubscription.forEach((id, pairs) -> {
      Map<String, Counts> counts = new TreeMap<>();
      pairs.forEach((control, pair) -> counts.put(control, new Counts(pair[0], pair[1])));
      counts.forEach((control, count) -> all.merge(control, count, Counts::plus));
      subscriptions.put(id, inOrder(controls, counts));
    });
    return new ExpectedScore(weaknesses, inOrder(controls, all), subscriptions);
  }

  private static List<Control> inOrder(Value controls, Map<String, Counts> counts) {
    List<Control> present = new ArrayList<>();
    for (Value control : Blueprint.items(controls)) {
      String id = control.get("id").textOr("");
      Counts count = counts.get(id);
      if (count != null && control.get("maxScore") instanceof IntegerValue(long max)) {
        present.add(new Control(id, (int) max, count));
      }
    }
    return present;
  }
}
