package io.merlon.detection.correlation;

import java.util.Map;

/**
 * What a correlator could not take into account.
 *
 * @param untimed detections whose event has no time
 * @param late detections that came after later ones had been dealt with
 * @param dropped by correlation's title, matches that were let go because there was no more room
 */
public record Losses(long untimed, long late, Map<String, Long> dropped) {
  /** Whether nothing was lost. */
  public boolean isNone() {
    return untimed == 0 && late == 0 && dropped.isEmpty();
  }
}
