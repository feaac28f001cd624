package io.merlon.cli.detect;

import io.merlon.detection.Detection;
import io.merlon.detection.Event;
import io.merlon.detection.EventTime;
import io.merlon.detection.Rule;
import io.merlon.detection.alert.Alert;
import io.merlon.detection.alert.AlertJson;
import io.merlon.detection.alert.Evidence;
import io.merlon.detection.alert.Incident;
import io.merlon.detection.behaviour.BehaviourFinding;
import io.merlon.detection.correlation.CorrelatedDetection;
import io.merlon.detection.correlation.TimedDetection;
import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.List;
import java.util.Optional;

/** What was found as a line of JSON; docs/detect.md describes it. */
final class DetectionJson {
  private DetectionJson() {}

  static String line(Detection detection) {
    ObjectValue.Builder line = ObjectValue.builder().put("rule", rule(detection.rule()));
    EventTime.of(detection.event()).ifPresent(time -> line.put("time", time));
    return Json.write(
        line.put("event", event(detection.event()))
            .put("reasons", reasons(detection.reasons()))
            .build());
  }

  static String line(CorrelatedDetection correlated) {
    ObjectValue.Builder group = ObjectValue.builder();
    correlated.group().forEach(group::put);
    ObjectValue.Builder line =
        ObjectValue.builder()
            .put("rule", rule(correlated.rule()))
            .put("time", correlated.end().toString())
            .put("start", correlated.start().toString())
            .put("event", event(correlated.detections().getLast().detection().event()))
            .put("group", group.build())
            .put("count", correlated.count());
    correlated
        .figure()
        .ifPresent(figure -> line.put("figure", figure.stripTrailingZeros().toPlainString()));
    return Json.write(
        line.put(
                "events",
                new ArrayValue(
                    correlated.detections().stream().map(DetectionJson::contribution).toList()))
            .build());
  }

  static String line(BehaviourFinding finding) {
    ObjectValue.Builder group = ObjectValue.builder();
    finding.group().forEach(group::put);
    return Json.write(
        ObjectValue.builder()
            .put("rule", rule(finding.rule()))
            .put("time", finding.end().toString())
            .put("start", finding.start().toString())
            .put("event", event(finding.event()))
            .put("group", group.build())
            .put("explanation", finding.explanation())
            .put("reasons", reasons(finding.reasons()))
            .put(
                "events",
                new ArrayValue(
                    finding.earlier().stream()
                        .<Value>map(one -> event(one.source(), one.position()))
                        .toList()))
            .build());
  }

  /** The alert's resource, with what every line has. */
  static String line(Alert alert) {
    ObjectValue.Builder line = ObjectValue.builder().put("rule", rule(alert.rule()));
    alert.start().ifPresent(time -> line.put("time", time.toString()));
    Evidence first = alert.evidence().getFirst();
    return Json.write(
        line.put("event", event(first.source(), first.position()))
            .put("reasons", reasons(first.reasons()))
            .put("alert", AlertJson.of(alert))
            .build());
  }

  static String line(Incident incident) {
    ObjectValue.Builder line = ObjectValue.builder();
    incident.start().ifPresent(time -> line.put("time", time.toString()));
    return Json.write(line.put("incident", AlertJson.of(incident)).build());
  }

  private static Value contribution(TimedDetection one) {
    return ObjectValue.builder()
        .put("rule", rule(one.detection().rule()))
        .put("time", one.time().toString())
        .put("event", event(one.detection().event()))
        .build();
  }

  private static ObjectValue rule(Rule rule) {
    ObjectValue.Builder object = ObjectValue.builder();
    Optional.ofNullable(rule.id()).ifPresent(id -> object.put("id", id));
    return object
        .put("title", rule.title())
        .put("level", rule.severity().label())
        .put("tags", new ArrayValue(rule.tags().stream().<Value>map(StringValue::new).toList()))
        .put("file", rule.source())
        .build();
  }

  private static ObjectValue event(Event event) {
    return event(event.source(), event.position());
  }

  private static ObjectValue event(String source, long position) {
    return ObjectValue.builder().put("file", source).put("record", position).build();
  }

  private static ArrayValue reasons(List<Detection.Reason> reasons) {
    return new ArrayValue(
        reasons.stream()
            .<Value>map(reason ->
                ObjectValue.builder()
                    .put("search", reason.search())
                    .put("field", reason.field())
                    .put("value", reason.value())
                    .build())
            .toList());
  }
}
