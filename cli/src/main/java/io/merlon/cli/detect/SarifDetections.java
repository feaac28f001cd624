package io.merlon.cli.detect;

import io.merlon.cli.output.SarifLevel;
import io.merlon.cli.output.SarifLog;
import io.merlon.detection.alert.Alert;
import io.merlon.detection.alert.Evidence;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.report.ThreatOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Alerts as SARIF 2.1.0: a rule for each that matched, a result for each alert. */
final class SarifDetections {
  private SarifDetections() {}

  static ObjectValue of(ThreatOutcome outcome) {
    Map<String, ObjectValue> rules = new LinkedHashMap<>();
    List<Value> results = new ArrayList<>();
    for (Alert alert : outcome.alerts()) {
      rules.putIfAbsent(alert.alertType(), rule(alert));
      results.add(result(alert));
    }
    return SarifLog.of(rules.values(), results);
  }

  private static ObjectValue rule(Alert alert) {
    String description = alert.rule().header().description();
    return ObjectValue.builder()
        .put("id", alert.alertType())
        .put("shortDescription", SarifLog.text(alert.rule().title()))
        .put(
            "fullDescription",
            SarifLog.text(description.isEmpty() ? alert.rule().title() : description))
        .put(
            "properties",
            ObjectValue.builder()
                .put(
                    "tags",
                    new ArrayValue(
                        alert.rule().tags().stream().<Value>map(StringValue::new).toList()))
                .build())
        .build();
  }

  private static ObjectValue result(Alert alert) {
    ObjectValue.Builder result =
        ObjectValue.builder()
            .put("ruleId", alert.alertType())
            .put("level", SarifLevel.of(alert.severity()))
            .put("message", SarifLog.text(message(alert)))
            .put("occurrenceCount", alert.count())
            .put("locations", new ArrayValue(List.<Value>of(location(alert.evidence().getFirst()))))
            .put(
                "relatedLocations",
                new ArrayValue(
                    alert.evidence().stream()
                        .skip(1)
                        .<Value>map(SarifDetections::location)
                        .toList()))
            .put("partialFingerprints", ObjectValue.builder().put("alert/v1", alert.id()).build());
    alert
        .suppressedBy()
        .ifPresent(name ->
            result.put(
                "suppressions",
                new ArrayValue(
                    List.<Value>of(
                        ObjectValue.builder()
                            .put("kind", "external")
                            .put("justification", name)
                            .build()))));
    return result.build();
  }

  private static String message(Alert alert) {
    return alert.rule().title()
        + alert.compromised().map(one -> " on " + one.label()).orElse("")
        + alert.evidence().getFirst().reasons().stream()
            .map(reason ->
                (reason.field().isEmpty() ? reason.search() : reason.field())
                    + " = "
                    + reason.value())
            .distinct()
            .limit(5)
            .collect(Collectors.joining("; ", ": ", ""));
  }

  private static ObjectValue location(Evidence evidence) {
    return ObjectValue.builder()
        .put(
            "physicalLocation",
            ObjectValue.builder()
                .put(
                    "artifactLocation",
                    ObjectValue.builder()
                        .put("uri", evidence.source().replace('\\', '/').replace(" ", "%20"))
                        .build())
                .put(
                    "region",
                    ObjectValue.builder()
                        .put("startLine", Math.max(1, evidence.position()))
                        .build())
                .build())
        .build();
  }
}
