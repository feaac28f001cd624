package io.merlon.cli.detect;

import io.merlon.detection.Detection;
import io.merlon.detection.Event;
import io.merlon.detection.EventTime;
import io.merlon.detection.SigmaRule;
import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.List;
import java.util.Optional;

/** A detection as a line of JSON; docs/detect.md describes it. */
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

  private static ObjectValue rule(SigmaRule rule) {
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
    return ObjectValue.builder()
        .put("file", event.source())
        .put("record", event.position())
        .build();
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
