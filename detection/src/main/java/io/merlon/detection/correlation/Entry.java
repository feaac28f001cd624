package io.merlon.detection.correlation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A match as one group of a correlation keeps it, linked in the order of time. */
final class Entry {
  final Observation observation;
  final int member;
  final List<Map<String, String>> facets;
  final Window window;
  @Nullable Entry earlier;
  @Nullable Entry later;

  /**
   * Makes one.
   *
   * @param member the number of the rule among the correlation's members
   * @param facets those of the observation's facets that belong to the group
   */
  Entry(Observation observation, int member, List<Map<String, String>> facets, Window window) {
    this.observation = observation;
    this.member = member;
    this.facets = facets;
    this.window = window;
  }

  Instant time() {
    return observation.time();
  }
}
