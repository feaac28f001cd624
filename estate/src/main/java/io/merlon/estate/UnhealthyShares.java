package io.merlon.estate;

import java.util.Map;

/**
 * Which part of the resources is unhealthy.
 *
 * @param usual from 0 to 1, for every weakness that is not named
 * @param byWeakness the same by the weakness's name, such as {@code storage-https-only}
 */
public record UnhealthyShares(double usual, Map<String, Double> byWeakness) {
  public UnhealthyShares {
    byWeakness = Map.copyOf(byWeakness);
    check(usual);
    byWeakness.values().forEach(UnhealthyShares::check);
  }

  /** The same share for every weakness. */
  public static UnhealthyShares of(double usual) {
    return new UnhealthyShares(usual, Map.of());
  }

  double of(String weakness) {
    return byWeakness.getOrDefault(weakness, usual);
  }

  private static void check(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is from 0 to 1, not " + share);
    }
  }
}
