package io.merlon.detection.correlation;

import io.merlon.detection.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A match that correlations may count.
 *
 * @param rule the rule or correlation that matched
 * @param time when: of a correlation, when it was known to hold
 * @param start when its first event happened
 * @param end when its last did
 * @param facets the values of the fields that correlations ask for; of a correlation, of each of
 *     its events
 * @param detections the matches that it is made of
 */
record Observation(
    Rule rule,
    Instant time,
    Instant start,
    Instant end,
    List<Map<String, String>> facets,
    List<TimedDetection> detections) {}
