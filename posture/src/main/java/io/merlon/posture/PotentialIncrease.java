package io.merlon.posture;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/**
 * What each recommendation could give back, in percentage points of the overall score.
 *
 * <p>A resource that is unhealthy for k recommendations of a control becomes healthy only when all
 * k are fixed; each gets 1/k of what the resource would give (the Shapley value of that game, so
 * that no order of fixing is preferred and the parts add up). What one gives alone is what its
 * resources with k = 1 give.
 */
record PotentialIncrease(List<Double> shared, List<Double> alone) {

  static PotentialIncrease of(
      ScoreLayout layout, ScoreSheet sheet, List<SubscriptionTally> subscriptions) {
    BigDecimal[] shared = zeros(layout.recommendations());
    BigDecimal[] alone = zeros(layout.recommendations());
    for (int row = 0; row < subscriptions.size(); row++) {
      for (int control = 0; control < layout.controls().size(); control++) {
        BigDecimal perResource = sheet.perResource(row, control);
        ControlTally tally = subscriptions.get(row).control(control);
        if (perResource.signum() > 0 && tally.unhealthy() > 0) {
          addControl(layout, control, perResource, tally.combinations().bySize(), shared, alone);
        }
      }
    }
    return new PotentialIncrease(doubles(shared), doubles(alone));
  }

  private static void addControl(
      ScoreLayout layout,
      int control,
      BigDecimal perResource,
      long[][] bySize,
      BigDecimal[] shared,
      BigDecimal[] alone) {
    for (int i = 0; i < layout.recommendations(); i++) {
      if (layout.controlOf(i) != control) {
        continue;
      }
      long[] sizes = bySize[layout.bitOf(i)];
      for (int k = 1; k <= sizes.length; k++) {
        if (sizes[k - 1] > 0) {
          BigDecimal parts = ScoreSheet.fraction(sizes[k - 1], k);
          shared[i] = ScoreSheet.add(shared[i], perResource, parts);
        }
      }
      alone[i] = ScoreSheet.add(alone[i], perResource, BigDecimal.valueOf(sizes[0]));
    }
  }

  private static BigDecimal[] zeros(int length) {
    BigDecimal[] zeros = new BigDecimal[length];
    Arrays.fill(zeros, BigDecimal.ZERO);
    return zeros;
  }

  private static List<Double> doubles(BigDecimal[] exact) {
    return Arrays.stream(exact).map(BigDecimal::doubleValue).toList();
  }
}
