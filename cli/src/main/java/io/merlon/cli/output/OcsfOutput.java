package io.merlon.cli.output;

import io.merlon.cli.ProductVersion;
import io.merlon.model.Severity;
import io.merlon.posture.Assessment;
import io.merlon.posture.AssessmentSink;
import io.merlon.posture.AssessmentStatus;
import io.merlon.posture.ComplianceRequirement;
import io.merlon.posture.Recommendation;
import io.merlon.report.Outcome;
import io.merlon.report.Words;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/**
 * OCSF 1.5 compliance findings (class 2003), one a line. Not applicable assessments are no
 * findings.
 */
final class OcsfOutput implements AssessmentOutput, AssessmentSink {
  private static final int CLASS = 2003;
  private static final int CREATE = 1;

  private final OutputStream out;
  private final JsonGenerator json;
  private final Instant now;

  OcsfOutput(OutputStream target, Instant now) {
    this.out = new BufferedOutputStream(target, 1 << 16);
    this.json = JsonTexts.to(out);
    this.now = now;
  }

  @Override
  public AssessmentSink sink() {
    return this;
  }

  @Override
  public boolean wants(Recommendation recommendation, AssessmentStatus status) {
    return status != AssessmentStatus.NOT_APPLICABLE;
  }

  @Override
  public void accept(Assessment assessment) {
    Recommendation recommendation = assessment.recommendation();
    boolean healthy = assessment.status() == AssessmentStatus.HEALTHY;
    json.writeStartObject();
    json.writeNumberProperty("class_uid", CLASS);
    json.writeStringProperty("class_name", "Compliance Finding");
    json.writeNumberProperty("category_uid", 2);
    json.writeStringProperty("category_name", "Findings");
    json.writeNumberProperty("activity_id", CREATE);
    json.writeStringProperty("activity_name", "Create");
    json.writeNumberProperty("type_uid", CLASS * 100 + CREATE);
    json.writeNumberProperty("time", now.toEpochMilli());
    Severity severity = healthy ? Severity.INFORMATIONAL : recommendation.severity();
    json.writeNumberProperty("severity_id", OcsfSeverity.of(severity));
    json.writeStringProperty("severity", severity.label());
    json.writeNumberProperty("status_id", healthy ? 4 : 1);
    json.writeStringProperty("status", healthy ? "Resolved" : "New");
    json.writeObjectPropertyStart("metadata");
    json.writeStringProperty("version", "1.5.0");
    assessment
        .resource()
        .subscription()
        .ifPresent(id -> {
          json.writeArrayPropertyStart("profiles");
          json.writeString("cloud");
          json.writeEndArray();
        });
    json.writeObjectPropertyStart("product");
    json.writeStringProperty("name", "Merlon");
    json.writeStringProperty("vendor_name", "Merlon");
    json.writeStringProperty("version", ProductVersion.NUMBER);
    json.writeEndObject();
    json.writeEndObject();
    json.writeObjectPropertyStart("finding_info");
    json.writeStringProperty(
        "uid",
        assessment.resource().text()
            + "/providers/Microsoft.Security/assessments/"
            + recommendation.name());
    json.writeStringProperty("title", recommendation.displayName());
    json.writeStringProperty("desc", recommendation.content().why());
    json.writeNumberProperty("first_seen_time", assessment.firstSeen().toEpochMilli());
    json.writeNumberProperty("modified_time", assessment.statusChanged().toEpochMilli());
    json.writeEndObject();
    json.writeObjectPropertyStart("compliance");
    json.writeStringProperty(
        "control", recommendation.control().map(c -> c.id()).orElse(recommendation.name()));
    json.writeArrayPropertyStart("standards");
    if (recommendation.compliance().isEmpty()) {
      json.writeString("Merlon");
    }
    recommendation.compliance().stream()
        .map(ComplianceRequirement::standardName)
        .distinct()
        .forEach(json::writeString);
    json.writeEndArray();
    json.writeArrayPropertyStart("requirements");
    recommendation.compliance().stream()
        .map(ComplianceRequirement::control)
        .distinct()
        .forEach(json::writeString);
    json.writeEndArray();
    json.writeNumberProperty("status_id", healthy ? 1 : 3);
    json.writeStringProperty("status", healthy ? "Pass" : "Fail");
    String evidence = Words.evidence(assessment);
    if (!evidence.isEmpty()) {
      json.writeArrayPropertyStart("status_details");
      json.writeString(evidence);
      json.writeEndArray();
    }
    json.writeEndObject();
    assessment.resource().subscription().ifPresent(this::cloud);
    json.writeArrayPropertyStart("resources");
    json.writeStartObject();
    json.writeStringProperty("uid", assessment.resource().text());
    json.writeStringProperty("name", assessment.resource().lastSegment());
    json.writeStringProperty("type", assessment.type().text());
    json.writeEndObject();
    json.writeEndArray();
    if (!recommendation.content().remediation().isEmpty()) {
      json.writeObjectPropertyStart("remediation");
      json.writeStringProperty("desc", String.join("\n", recommendation.content().remediation()));
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void cloud(String subscription) {
    json.writeObjectPropertyStart("cloud");
    json.writeStringProperty("provider", "Azure");
    json.writeObjectPropertyStart("account");
    json.writeStringProperty("uid", subscription);
    json.writeEndObject();
    json.writeEndObject();
  }

  @Override
  public void finish(Outcome outcome) throws IOException {
    json.flush();
    out.flush();
  }
}
