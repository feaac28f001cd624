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
 * @param subscriptions each subscription alone, by its id in lower case
 */
public record ExpectedScore(
    Map<String, Counts> weaknesses,
    List<Control> controls,
    Map<String, Subscription> subscriptions) {
  private static final MathContext DIGITS = new MathContext(40);

  public ExpectedScore {
    weaknesses = Map.copyOf(weaknesses);
    controls = List.copyOf(controls);
    subscriptions = Map.copyOf(subscriptions);
  }

  /**
   * One subscription.
   *
   * @param weight what it weighs: its resources that are assessed in a control that gives points
   * @param controls its controls in which something was assessed
   */
  public record Subscription(long weight, List<Control> controls) {
    public Subscription {
      controls = List.copyOf(controls);
    }

    /** The points of its controls by the most that they give, in percent. */
    public Fraction percentage() {
      Fraction points =
          controls.stream().map(Control::score).reduce(Fraction.of(0, 1), Fraction::plus);
      return points.times(Fraction.of(100, Math.max(1, maxOf(controls))));
    }
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

    Fraction times(Fraction other) {
      return new Fraction(
          numerator.multiply(other.numerator), denominator.multiply(other.denominator));
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

  /** The percentages of the subscriptions, each counted by its weight. */
  public Fraction percentage() {
    long weight = subscriptions.values().stream().mapToLong(Subscription::weight).sum();
    return subscriptions.values().stream()
        .map(each -> each.percentage().times(Fraction.of(each.weight(), Math.max(1, weight))))
        .reduce(Fraction.of(0, 1), Fraction::plus);
  }

  /** The most points that the controls with a resource give. */
  public int max() {
    return (int) maxOf(controls);
  }

  /** The points: the percentage of the most points. */
  public Fraction current() {
    return percentage().times(Fraction.of(max(), 100));
  }

  private static long maxOf(List<Control> controls) {
    return controls.stream().mapToLong(Control::maxScore).sum();
  }

  static ExpectedScore of(
      Value controls,
      Map<String, long[]> byWeakness,
      Map<String, Map<String, long[]>> bySubscription,
      Map<String, Long> weights) {
    Map<String, Counts> weaknesses = new TreeMap<>();
    byWeakness.forEach((name, pair) -> weaknesses.put(name, new Counts(pair[0], pair[1])));
    Map<String, Counts> all = new TreeMap<>();
    Map<String, Subscription> subscriptions = new TreeMap<>();
    bySubscription.forEach((id, pairs) -> {
      Map<String, Counts> counts = new TreeMap<>();
      pairs.forEach((control, pair) -> counts.put(control, new Counts(pair[0], pair[1])));
      counts.forEach((control, count) -> all.merge(control, count, Counts::plus));
      subscriptions.put(
          id, new Subscription(weights.getOrDefault(id, 0L), inOrder(controls, counts)));
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
