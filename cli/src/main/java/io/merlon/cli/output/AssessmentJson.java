package io.merlon.cli.output;

import io.merlon.json.Json;
import io.merlon.policy.Evidence;
import io.merlon.posture.Assessment;
import io.merlon.posture.AssessmentCause;
import tools.jackson.core.JsonGenerator;

/**
 * An assessment as JSON: the same object in json and jsonl. Its schema is docs/assess-schema.json.
 */
final class AssessmentJson {
  private AssessmentJson() {}

  static void write(Assessment assessment, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("resource", assessment.resource().text());
    json.writeStringProperty("type", assessment.type().text());
    json.writeStringProperty("recommendation", assessment.recommendation().name());
    json.writeStringProperty("displayName", assessment.recommendation().displayName());
    json.writeStringProperty("status", assessment.status().code());
    if (assessment.cause() != AssessmentCause.NONE) {
      json.writeStringProperty("cause", assessment.cause().code());
    }
    if (!assessment.causeDetail().isEmpty()) {
      json.writeStringProperty("causeDetail", assessment.causeDetail());
    }
    json.writeStringProperty("severity", assessment.recommendation().severity().label());
    json.writeStringProperty("firstSeen", assessment.firstSeen().toString());
    json.writeStringProperty("statusChanged", assessment.statusChanged().toString());
    assessment.owner().ifPresent(owner -> json.writeStringProperty("owner", owner));
    assessment.due().ifPresent(due -> json.writeStringProperty("due", due.toString()));
    json.writeArrayPropertyStart("evidence");
    for (Evidence evidence : assessment.explanation().evidence()) {
      write(evidence, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(Evidence evidence, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("field", evidence.field());
    if (!evidence.actual().isAbsent()) {
      json.writeName("actual");
      Json.write(evidence.actual(), json);
    }
    json.writeStringProperty("operator", evidence.operator());
    json.writeName("expected");
    Json.write(evidence.expected(), json);
    json.writeBooleanProperty("held", evidence.held());
    if (evidence.related().isPresent()) {
      json.writeStringProperty("related", evidence.related().get().text());
    }
    if (!evidence.note().isEmpty()) {
      json.writeStringProperty("note", evidence.note());
    }
    json.writeEndObject();
  }
}
