package io.merlon.cli.detect;

import io.merlon.detection.alert.Alert;
import io.merlon.detection.alert.Entity;
import io.merlon.detection.alert.Evidence;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.report.OcsfActivity;
import io.merlon.report.OcsfEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** An alert as an OCSF 1.5 detection finding (class 2004). */
final class OcsfDetection {
  private static final int CLASS = 2004;
  private static final int OTHER = 99;

  /** Types of OCSF's observables. */
  private static final Map<Entity.Type, Integer> OBSERVABLES =
      Map.of(
          Entity.Type.HOST, 1,
          Entity.Type.IP, 2,
          Entity.Type.ACCOUNT, 4,
          Entity.Type.URL, 6,
          Entity.Type.FILE, 7,
          Entity.Type.FILE_HASH, 8,
          Entity.Type.PROCESS, 9,
          Entity.Type.DNS, 1);

  private OcsfDetection() {}

  static ObjectValue of(Alert alert) {
    ObjectValue.Builder finding =
        OcsfEvent.of(
                CLASS,
                "Detection Finding",
                OcsfActivity.CREATE,
                alert.start().orElse(Instant.EPOCH),
                alert.severity())
            .put("count", alert.count())
            .put("status_id", alert.isActive() ? 1 : 3)
            .put("status", alert.isActive() ? "New" : "Suppressed")
            .put("is_alert", alert.isActive())
            .put("message", alert.rule().title())
            .put("metadata", OcsfEvent.metadata().build())
            .put("finding_info", info(alert))
            .put("evidences", list(alert.evidence(), OcsfDetection::evidence))
            .put("observables", list(alert.entities(), OcsfDetection::observable));
    alert.start().ifPresent(time -> finding.put("start_time", time.toEpochMilli()));
    alert.end().ifPresent(time -> finding.put("end_time", time.toEpochMilli()));
    if (!alert.remediationSteps().isEmpty()) {
      finding.put(
          "remediation",
          ObjectValue.builder().put("desc", String.join("\n", alert.remediationSteps())).build());
    }
    return finding.build();
  }

  private static ObjectValue info(Alert alert) {
    ObjectValue.Builder info =
        ObjectValue.builder()
            .put("uid", alert.id())
            .put("title", alert.rule().title())
            .put("desc", alert.rule().header().description())
            .put("types", list(alert.tactics(), one -> new StringValue(one.label())))
            .put(
                "analytic",
                ObjectValue.builder()
                    .put("uid", alert.alertType())
                    .put("name", alert.rule().title())
                    .put("type_id", 1)
                    .put("type", "Rule")
                    .build())
            .put("attacks", list(alert.techniques(), id -> attack(alert, id)));
    alert.start().ifPresent(time -> info.put("first_seen_time", time.toEpochMilli()));
    alert.end().ifPresent(time -> info.put("last_seen_time", time.toEpochMilli()));
    return info.build();
  }

  private static ObjectValue attack(Alert alert, String technique) {
    ObjectValue.Builder attack =
        ObjectValue.builder()
            .put("version", "18")
            .put("technique", ObjectValue.builder().put("uid", technique).build());
    alert.subTechniques().stream()
        .filter(sub -> sub.startsWith(technique + "."))
        .findFirst()
        .ifPresent(
            sub -> attack.put("sub_technique", ObjectValue.builder().put("uid", sub).build()));
    return attack.build();
  }

  private static ObjectValue evidence(Evidence evidence) {
    ObjectValue.Builder data =
        ObjectValue.builder()
            .put("rule", evidence.rule())
            .put("file", evidence.source())
            .put("record", evidence.position());
    evidence
        .reasons()
        .forEach(reason ->
            data.put(
                reason.search() + (reason.field().isEmpty() ? "" : "." + reason.field()),
                reason.value()));
    return ObjectValue.builder().put("data", data.build()).build();
  }

  private static ObjectValue observable(Entity entity) {
    int type = OBSERVABLES.getOrDefault(entity.type(), OTHER);
    return ObjectValue.builder()
        .put("name", entity.type().word())
        .put("type_id", type)
        .put("value", entity.label())
        .build();
  }

  private static <T> ArrayValue list(List<T> items, Function<T, ? extends Value> written) {
    return new ArrayValue(items.stream().<Value>map(written).toList());
  }
}
