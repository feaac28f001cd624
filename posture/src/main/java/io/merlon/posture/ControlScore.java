package io.merlon.posture;

/**
 * What one security control gives, and from which resources. A resource is counted once for a
 * control: unhealthy when any counted recommendation of the control finds it so, healthy when all
 * that apply do.
 *
 * @param control the control
 * @param current {@code max x healthy / (healthy + unhealthy)}; 0 without resources
 * @param max the points that the control can give
 * @param healthy resources that are healthy for all of the control's recommendations that apply
 * @param unhealthy resources that are unhealthy for at least one
 * @param notApplicable resources that were looked at, but left out for all (exempt, not assessed,
 *     in a grace period, not applicable)
 * @param potentialPoints the points not reached: {@code max x unhealthy / (healthy + unhealthy)}
 * @param potentialIncrease by how many percentage points the overall score would rise if all of the
 *     unhealthy were healthy
 */
public record ControlScore(
    SecurityControl control,
    double current,
    int max,
    long healthy,
    long unhealthy,
    long notApplicable,
    double potentialPoints,
    double potentialIncrease) {

  /** Whether the control has a resource and so counts in the overall maximum. */
  public boolean isAssessed() {
    return healthy + unhealthy > 0;
  }
}
