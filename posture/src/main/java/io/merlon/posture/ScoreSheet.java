package io.merlon.posture;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The figures of a score, computed from whole counts.
 *
 * <p>The arithmetic, for subscription s with weight w(s), control c with maximum m(c), and n(s,c)
 * healthy and unhealthy resources of which h(s,c) are healthy:
 *
 * <pre>
 *   M(s)          = sum of m(c) over the controls with n(s,c) above 0
 *   percentage(s) = 100 x (sum over c of m(c) x h(s,c) / n(s,c)) / M(s)
 *   percentage    = sum of w(s) x percentage(s) / sum of w(s)
 *   max           = sum of m(c) over the controls with n(s,c) above 0 in any s
 *   current       = percentage x max / 100
 * </pre>
 *
 * which for one subscription is the plain sum of the controls' scores. Everything is computed with
 * 64 decimal digits and rounded once, at the end, to the nearest double: who computes the same
 * fractions exactly and rounds once gets the same digits.
 */
final class ScoreSheet {
  private static final MathContext DIGITS = new MathContext(64, RoundingMode.HALF_EVEN);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final List<SecurityControl> controls;
  private final List<ScoreRow> rows;
  private final long totalWeight;

  ScoreSheet(List<SecurityControl> controls, List<ScoreRow> rows) {
    this.controls = controls;
    this.rows = rows;
    this.totalWeight = rows.stream().mapToLong(ScoreRow::weight).sum();
  }

  List<ScoreRow> rows() {
    return rows;
  }

  /** The same counts of one row alone. */
  ScoreSheet only(ScoreRow row) {
    return new ScoreSheet(controls, List.of(row));
  }

  Score score() {
    if (totalWeight == 0) {
      return Score.NOTHING_ASSESSED;
    }
    BigDecimal percentage = BigDecimal.ZERO;
    for (int row = 0; row < rows.size(); row++) {
      for (int control = 0; control < controls.size(); control++) {
        long healthy = rows.get(row).healthy(control);
        percentage = add(percentage, perResource(row, control), BigDecimal.valueOf(healthy));
      }
    }
    int max = 0;
    for (int control = 0; control < controls.size(); control++) {
      max +=
          pooled(control, true) + pooled(control, false) > 0 ? controls.get(control).maxScore() : 0;
    }
    BigDecimal current = percentage.multiply(BigDecimal.valueOf(max), DIGITS).movePointLeft(2);
    return new Score(current.doubleValue(), max, percentage.doubleValue());
  }

  /** The percentage points of the overall score that one resource of the row's control makes up. */
  BigDecimal perResource(int row, int control) {
    ScoreRow counts = rows.get(row);
    long counted = counts.counted(control);
    int maximum = controls.get(control).maxScore();
    if (counted == 0 || maximum == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal share = HUNDRED.multiply(BigDecimal.valueOf(maximum));
    share = share.multiply(BigDecimal.valueOf(counts.weight()));
    BigDecimal whole = BigDecimal.valueOf(totalWeight).multiply(BigDecimal.valueOf(max(counts)));
    return share.divide(whole.multiply(BigDecimal.valueOf(counted)), DIGITS);
  }

  List<ControlScore> controlScores() {
    List<ControlScore> scores = new ArrayList<>();
    for (int control = 0; control < controls.size(); control++) {
      BigDecimal increase = BigDecimal.ZERO;
      for (int row = 0; row < rows.size(); row++) {
        long unhealthy = rows.get(row).unhealthy(control);
        increase = add(increase, perResource(row, control), BigDecimal.valueOf(unhealthy));
      }
      scores.add(controlScore(control, increase));
    }
    return scores;
  }

  private ControlScore controlScore(int control, BigDecimal increase) {
    SecurityControl definition = controls.get(control);
    long healthy = pooled(control, true);
    long unhealthy = pooled(control, false);
    long notApplicable = 0;
    for (ScoreRow row : rows) {
      notApplicable += row.notApplicable(control);
    }
    return new ControlScore(
        definition,
        points(definition.maxScore(), healthy, healthy + unhealthy),
        definition.maxScore(),
        healthy,
        unhealthy,
        notApplicable,
        points(definition.maxScore(), unhealthy, healthy + unhealthy),
        increase.doubleValue());
  }

  /** Sum plus factor times factor, with this class's precision. */
  static BigDecimal add(BigDecimal sum, BigDecimal factor, BigDecimal times) {
    return sum.add(factor.multiply(times, DIGITS), DIGITS);
  }

  /** The fraction, with this class's precision. */
  static BigDecimal fraction(long numerator, long denominator) {
    return BigDecimal.valueOf(numerator).divide(BigDecimal.valueOf(denominator), DIGITS);
  }

  private static double points(int maximum, long part, long whole) {
    if (whole == 0) {
      return 0;
    }
    BigDecimal points = BigDecimal.valueOf(maximum).multiply(BigDecimal.valueOf(part));
    return points.divide(BigDecimal.valueOf(whole), DIGITS).doubleValue();
  }

  private int max(ScoreRow row) {
    int max = 0;
    for (int control = 0; control < controls.size(); control++) {
      max += row.counted(control) > 0 ? controls.get(control).maxScore() : 0;
    }
    return max;
  }

  private long pooled(int control, boolean healthy) {
    long resources = 0;
    for (ScoreRow row : rows) {
      resources += healthy ? row.healthy(control) : row.unhealthy(control);
    }
    return resources;
  }
}
