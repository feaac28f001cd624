package io.merlon.server.threat;

import io.merlon.detection.Detection;
import io.merlon.detection.Event;
import io.merlon.model.ResourceId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Events of one batch that are covered, with the rules that each matches.
 *
 * @param scope where they were sent to
 * @param hits those that match a rule
 * @param analysed how many were looked at
 * @param off how many events were not, by the plan that is off, in the order of their names
 */
public record Matched(ResourceId scope, List<Hit> hits, long analysed, Map<String, Long> off) {
  /** An event and the rules that it matches. */
  record Hit(Event event, List<Detection> detections) {}

  public Matched {
    hits = List.copyOf(hits);
    off = Collections.unmodifiableSortedMap(new TreeMap<>(off));
  }
}
