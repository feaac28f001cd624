package io.merlon.detection.correlation;

import java.time.Duration;

/**
 * How much a correlator keeps.
 *
 * @param lateness how much earlier than the latest event one may have happened and still be put in
 *     order
 * @param buffered how many detections wait at most to be put in order
 * @param perCorrelation how many matches one correlation keeps at most
 * @param inAll how many matches all keep at most
 */
public record CorrelatorLimits(Duration lateness, int buffered, int perCorrelation, int inAll) {
  private static final int USUAL_BUFFER = 100_000;
  private static final int USUAL = 50_000;
  private static final int USUAL_IN_ALL = 200_000;

  /** For recorded events, which are put in order over all that the buffer holds. */
  public static CorrelatorLimits recorded() {
    return within(Duration.ofDays(365_000));
  }

  /** For events that arrive nearly as they happen. */
  public static CorrelatorLimits within(Duration lateness) {
    return new CorrelatorLimits(lateness, USUAL_BUFFER, USUAL, USUAL_IN_ALL);
  }
}
