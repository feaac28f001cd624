package io.merlon.cli.output;

import io.merlon.cli.ProductVersion;
import io.merlon.json.Json;
import io.merlon.model.Severity;
import io.merlon.posture.Assessment;
import io.merlon.posture.AssessmentSink;
import io.merlon.posture.AssessmentStatus;
import io.merlon.posture.RankedRecommendation;
import io.merlon.posture.Recommendation;
import io.merlon.report.Outcome;
import io.merlon.report.Words;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * SARIF 2.1.0: a rule for each recommendation, a result for each unhealthy resource, which is a
 * logical location. Results are written as they come; the rules stand behind them in the file.
 */
final class SarifOutput implements AssessmentOutput, AssessmentSink {
  private final JsonGenerator json;

  SarifOutput(OutputStream target) {
    this.json =
        Json.factory().createGenerator(ObjectWriteContext.empty(), target, JsonEncoding.UTF8);
    json.writeStartObject();
    json.writeStringProperty("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json.writeStringProperty("version", "2.1.0");
    json.writeArrayPropertyStart("runs");
    json.writeStartObject();
    json.writeArrayPropertyStart("results");
  }

  @Override
  public AssessmentSink sink() {
    return this;
  }

  @Override
  public boolean wants(Recommendation recommendation, AssessmentStatus status) {
    return status == AssessmentStatus.UNHEALTHY;
  }

  @Override
  public void accept(Assessment assessment) {
    Recommendation recommendation = assessment.recommendation();
    json.writeStartObject();
    json.writeStringProperty("ruleId", recommendation.name());
    json.writeStringProperty("level", SarifLevel.of(recommendation.severity()));
    json.writeObjectPropertyStart("message");
    json.writeStringProperty(
        "text", recommendation.displayName() + ". " + Words.evidence(assessment));
    json.writeEndObject();
    json.writeArrayPropertyStart("locations");
    json.writeStartObject();
    json.writeArrayPropertyStart("logicalLocations");
    json.writeStartObject();
    json.writeStringProperty("name", assessment.resource().lastSegment());
    json.writeStringProperty("fullyQualifiedName", assessment.resource().text());
    json.writeStringProperty("kind", "resource");
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeObjectPropertyStart("partialFingerprints");
    json.writeStringProperty(
        "assessment/v1", assessment.resource().folded() + "|" + recommendation.name());
    json.writeEndObject();
    json.writeEndObject();
  }

  @Override
  public void finish(Outcome outcome) throws IOException {
    json.writeEndArray();
    json.writeObjectPropertyStart("tool");
    json.writeObjectPropertyStart("driver");
    json.writeStringProperty("name", "Merlon");
    json.writeStringProperty("version", ProductVersion.NUMBER);
    json.writeArrayPropertyStart("rules");
    outcome.report().recommendations().stream()
        .filter(ranked -> ranked.unhealthy() > 0)
        .forEach(this::rule);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  private void rule(RankedRecommendation ranked) {
    Recommendation recommendation = ranked.recommendation();
    json.writeStartObject();
    json.writeStringProperty("id", recommendation.name());
    message("shortDescription", recommendation.displayName());
    message("fullDescription", recommendation.content().why());
    message(
        "help",
        recommendation.content().remediation().isEmpty()
            ? recommendation.displayName()
            : String.join("\n", recommendation.content().remediation()));
    json.writeObjectPropertyStart("defaultConfiguration");
    json.writeStringProperty("level", SarifLevel.of(recommendation.severity()));
    json.writeEndObject();
    json.writeObjectPropertyStart("properties");
    json.writeArrayPropertyStart("tags");
    json.writeString("security");
    recommendation.content().techniques().forEach(json::writeString);
    json.writeEndArray();
    json.writeStringProperty("security-severity", rating(recommendation.severity()));
    json.writeEndObject();
    json.writeEndObject();
  }

  /** The middle of the severity's range of CVSS ratings, which code scanners sort rules by. */
  private static String rating(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "9.5";
      case HIGH -> "8.0";
      case MEDIUM -> "5.5";
      case LOW -> "2.0";
      case INFORMATIONAL -> "0.0";
    };
  }

  private void message(String name, String text) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("text", text.isEmpty() ? "-" : text);
    json.writeEndObject();
  }
}
