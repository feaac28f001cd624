package io.merlon.detection.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.detection.Event;
import io.merlon.detection.RuleLibrary;
import io.merlon.detection.alert.Alert;
import io.merlon.detection.alert.AlertGrouper;
import io.merlon.detection.alert.AlertJson;
import io.merlon.detection.alert.AlertReader;
import io.merlon.detection.alert.EntityMapping;
import io.merlon.detection.correlation.CorrelatorLimits;
import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.model.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DetectionFlowTest {
  private static final CorrelatorLimits LIMITS = CorrelatorLimits.within(Duration.ofMinutes(5));

  private static final DetectionFlow RULES =
      new DetectionFlow(
          RuleLibrary.read(
              List.of(
                  new RuleLibrary.Source(
                      "rules.yml",
                      """
                      title: Run
                      id: run
                      name: run
                      level: medium
                      logsource: {product: none}
                      detection: {selection: {what: run}, condition: selection}
                      ---
                      title: Many
                      id: many
                      level: high
                      correlation:
                        type: event_count
                        rules: [run]
                        group-by: [Computer]
                        timespan: 10m
                        condition: {gte: 3}
                      """))),
          Severity.INFORMATIONAL,
          LIMITS,
          Optional.empty(),
          one -> {},
          one -> {});

  private final List<Alert> alerts = new ArrayList<>();
  private final DetectionFlow flow = beside();

  private DetectionFlow beside() {
    return RULES.beside(
        LIMITS, new AlertGrouper(EntityMapping.builtIn(), Duration.ofHours(1), 1_000, alerts::add));
  }

  private static Event event(String minute) {
    return new Event(
        "events",
        1,
        (ObjectValue)
            Json.parse(
                """
                {"time": "2026-01-01T00:%s:00Z", "what": "run", "Computer": "pc1", "User": "D\\\\u",
                 "Image": "/bin/a", "ProcessId": 7}\
                """
                    .formatted(minute)));
  }

  @Test
  void whoCatchesUpNeedsNoLaterEventToHearOfACorrelation() {
    flow.accept(event("01"));
    flow.accept(event("02"));
    flow.catchUp();
    assertThat(alerts).isEmpty();
    flow.accept(event("03"));
    flow.catchUp();
    assertThat(alerts).extracting(Alert::alertType).containsExactly("many");
  }

  @Test
  void whatComesALittleLateStillCountsAndWhatComesVeryLateDoesNot() {
    flow.accept(event("20"));
    flow.accept(event("21"));
    flow.catchUp();
    flow.accept(event("10"));
    flow.catchUp();
    assertThat(alerts).isEmpty();
    assertThat(flow.losses().late()).isEqualTo(1);
    flow.accept(event("19"));
    flow.catchUp();
    assertThat(alerts).hasSize(1);
  }

  @Test
  void aFlowBesideAnotherCountsForItself() {
    DetectionFlow other = beside();
    flow.accept(event("01"));
    flow.accept(event("02"));
    other.accept(event("03"));
    flow.catchUp();
    other.catchUp();
    assertThat(alerts).isEmpty();
  }

  @Test
  void anAlertThatWasWrittenIsReadBackWithAllItsEntities() {
    for (String minute : List.of("01", "02", "03")) {
      flow.accept(event(minute));
    }
    flow.catchUp();
    Alert alert = alerts.getFirst();
    Alert read = AlertReader.read(AlertJson.of(alert), alert.group(), alert.rule());
    assertThat(read.entities()).isEqualTo(alert.entities()).hasSizeGreaterThan(2);
    assertThat(read.id()).isEqualTo(alert.id());
    assertThat(read.start()).isEqualTo(alert.start());
    assertThat(read.end()).isEqualTo(alert.end());
    assertThat(read.count()).isEqualTo(alert.count());
    assertThat(read.compromised()).isEqualTo(alert.compromised()).isPresent();
    assertThat(read.isActive()).isTrue();
  }
}
