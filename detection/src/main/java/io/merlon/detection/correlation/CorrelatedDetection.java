package io.merlon.detection.correlation;

import io.merlon.detection.CorrelationRule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A correlation that holds.
 *
 * @param rule the correlation
 * @param start when the first of its events happened
 * @param end when the last did
 * @param group what its events have in common, by the fields that the correlation groups by
 * @param figure what was counted or worked out, where the correlation is about a figure
 * @param count how many matches of its rules it is made of
 * @param detections these matches, those of correlations that it builds on included; the first of
 *     them where they are many
 */
public record CorrelatedDetection(
    CorrelationRule rule,
    Instant start,
    Instant end,
    Map<String, String> group,
    Optional<BigDecimal> figure,
    long count,
    List<TimedDetection> detections) {
  /** How many detections are kept at most. */
  static final int MOST_DETECTIONS = 100;
}
