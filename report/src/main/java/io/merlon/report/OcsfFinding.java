package io.merlon.report;

import io.merlon.model.ArrayValue;
import io.merlon.model.DecimalValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.model.Severity;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.posture.AssessmentStatus;
import io.merlon.posture.ComplianceRequirement;
import io.merlon.posture.Recommendation;
import io.merlon.posture.Score;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** OCSF 1.5 compliance findings (class 2003). */
public final class OcsfFinding {
  private static final int CLASS = 2003;
  private static final int NEW = 1;
  private static final int RESOLVED = 4;
  private static final int PASS = 1;
  private static final int FAIL = 3;

  private OcsfFinding() {}

  /** Of an assessment that is healthy or unhealthy; a closed one is resolved whatever it was. */
  public static ObjectValue of(
      AssessedResource assessed, OcsfActivity activity, Instant time, Optional<String> uid) {
    boolean healthy = assessed.status() != AssessmentStatus.UNHEALTHY;
    Recommendation recommendation = assessed.recommendation();
    ResourceId resource = assessed.resource();
    ObjectValue.Builder finding =
        head(activity, time, healthy ? Severity.INFORMATIONAL : recommendation.severity());
    boolean resolved = healthy || activity == OcsfActivity.CLOSE;
    finding
        .put("status_id", resolved ? RESOLVED : NEW)
        .put("status", resolved ? "Resolved" : "New")
        .put("metadata", metadata(uid, resource.subscription().isPresent()))
        .put(
            "finding_info",
            ObjectValue.builder()
                .put(
                    "uid",
                    resource.text()
                        + "/providers/Microsoft.Security/assessments/"
                        + recommendation.name())
                .put("title", recommendation.displayName())
                .put("desc", recommendation.content().why())
                .put("first_seen_time", assessed.firstSeen().toEpochMilli())
                .put("modified_time", assessed.statusChanged().toEpochMilli())
                .build())
        .put("compliance", compliance(assessed, healthy));
    resource.subscription().ifPresent(id -> finding.put("cloud", cloud(id)));
    finding.put(
        "resources",
        new ArrayValue(
            List.of(
                ObjectValue.builder()
                    .put("uid", resource.text())
                    .put("name", resource.lastSegment())
                    .put("type", assessed.type())
                    .build())));
    if (!recommendation.content().remediation().isEmpty()) {
      finding.put(
          "remediation",
          ObjectValue.builder()
              .put("desc", String.join("\n", recommendation.content().remediation()))
              .build());
    }
    return finding.build();
  }

  /**
   * Of a secure score: it passes where all points are reached. Its figures are {@code unmapped},
   * because OCSF has no field for them.
   *
   * @param scope the subscription's path; empty for everything
   */
  public static ObjectValue of(
      String scope, Score score, OcsfActivity activity, Instant time, Optional<String> uid) {
    boolean full = score.current() >= score.max();
    Optional<String> subscription = ResourceId.of(scope.isEmpty() ? "/" : scope).subscription();
    ObjectValue.Builder finding =
        head(activity, time, Severity.INFORMATIONAL)
            .put("status_id", full ? RESOLVED : NEW)
            .put("status", full ? "Resolved" : "New")
            .put("metadata", metadata(uid, subscription.isPresent()))
            .put(
                "finding_info",
                ObjectValue.builder()
                    .put("uid", scope + "/providers/Microsoft.Security/secureScores/ascScore")
                    .put("title", "Secure score")
                    .build())
            .put(
                "compliance",
                ObjectValue.builder()
                    .put("control", "Secure score")
                    .put("standards", texts(Stream.of(Product.NAME)))
                    .put("status_id", full ? PASS : FAIL)
                    .put("status", full ? "Pass" : "Fail")
                    .build());
    subscription.ifPresent(id -> finding.put("cloud", cloud(id)));
    return finding
        .put(
            "unmapped",
            ObjectValue.builder()
                .put("current", decimal(score.current()))
                .put("max", score.max())
                .put("percentage", decimal(score.percentage()))
                .build())
        .build();
  }

  private static ObjectValue.Builder head(OcsfActivity activity, Instant time, Severity severity) {
    return OcsfEvent.of(CLASS, "Compliance Finding", activity, time, severity);
  }

  private static ObjectValue metadata(Optional<String> uid, boolean inCloud) {
    ObjectValue.Builder metadata = OcsfEvent.metadata();
    uid.ifPresent(id -> metadata.put("uid", id));
    if (inCloud) {
      metadata.put("profiles", texts(Stream.of("cloud")));
    }
    return metadata.build();
  }

  private static ObjectValue compliance(AssessedResource assessed, boolean healthy) {
    Recommendation recommendation = assessed.recommendation();
    List<ComplianceRequirement> requirements = recommendation.compliance();
    ObjectValue.Builder compliance =
        ObjectValue.builder()
            .put("control", recommendation.control().map(c -> c.id()).orElse(recommendation.name()))
            .put(
                "standards",
                texts(
                    requirements.isEmpty()
                        ? Stream.of(Product.NAME)
                        : requirements.stream().map(ComplianceRequirement::standardName)))
            .put("requirements", texts(requirements.stream().map(ComplianceRequirement::control)))
            .put("status_id", healthy ? PASS : FAIL)
            .put("status", healthy ? "Pass" : "Fail");
    if (!assessed.evidence().isEmpty()) {
      compliance.put("status_details", texts(Stream.of(assessed.evidence())));
    }
    return compliance.build();
  }

  private static ObjectValue cloud(String subscription) {
    return ObjectValue.builder()
        .put("provider", "Azure")
        .put("account", ObjectValue.builder().put("uid", subscription).build())
        .build();
  }

  private static ArrayValue texts(Stream<String> texts) {
    return new ArrayValue(texts.distinct().<Value>map(StringValue::new).toList());
  }

  private static DecimalValue decimal(double number) {
    return new DecimalValue(BigDecimal.valueOf(number));
  }
}
