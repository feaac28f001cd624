package io.merlon.detection.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.detection.Detection;
import io.merlon.detection.DetectionPlan;
import io.merlon.detection.Event;
import io.merlon.detection.EventTime;
import io.merlon.detection.LogSources;
import io.merlon.detection.RuleLibrary;
import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rules and events that correlations are tried with. */
final class Correlations {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Correlations() {}

  /** Rules that match what their name is. */
  static String rules(String... names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(
          """
          ---
          title: %1$s
          name: %1$s
          logsource: {product: none}
          detection:
            selection: {what: %1$s}
            condition: selection
          """
              .formatted(name));
    }
    return text.toString();
  }

  static RuleLibrary library(String text) {
    RuleLibrary library =
        RuleLibrary.read(List.of(new RuleLibrary.Source("correlations.yml", text)));
    assertThat(library.problems()).isEmpty();
    return library;
  }

  /** An event so many seconds after the start, with more fields as JSON. */
  static Event event(int second, String what, String more) {
    return new Event(
        "events",
        second + 1,
        (ObjectValue)
            Json.parse(
                "{\"time\": \"%s\", \"what\": \"%s\"%s}"
                    .formatted(
                        START.plusSeconds(second), what, more.isEmpty() ? "" : ", " + more)));
  }

  static List<TimedDetection> detections(RuleLibrary library, List<Event> events) {
    DetectionPlan plan = DetectionPlan.compile(library.rules(), LogSources.builtIn());
    List<TimedDetection> detections = new ArrayList<>();
    for (Event event : events) {
      for (Detection one : plan.match(event)) {
        detections.add(new TimedDetection(one, EventTime.instant(event).orElseThrow()));
      }
    }
    return detections;
  }

  static List<CorrelatedDetection> correlate(String text, Event... events) {
    RuleLibrary library = library(text);
    List<CorrelatedDetection> told = new ArrayList<>();
    Correlator correlator =
        new Correlator(library.correlations(), CorrelatorLimits.recorded(), told::add);
    for (TimedDetection one : detections(library, List.of(events))) {
      correlator.accept(one.detection(), java.util.Optional.of(one.time()));
    }
    correlator.finish();
    assertThat(correlator.losses().isNone()).isTrue();
    return told;
  }

  static Event[] times(int times, int seconds, String what, String more) {
    Event[] events = new Event[times];
    for (int i = 0; i < times; i++) {
      events[i] = event(i * seconds, what, more);
    }
    return events;
  }

  static Event[] together(Event[]... some) {
    return java.util.Arrays.stream(some).flatMap(java.util.Arrays::stream).toArray(Event[]::new);
  }
}
