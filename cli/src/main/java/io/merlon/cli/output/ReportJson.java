package io.merlon.cli.output;

import io.merlon.posture.ControlCompliance;
import io.merlon.posture.ControlScore;
import io.merlon.posture.PostureReport;
import io.merlon.posture.RankedRecommendation;
import io.merlon.posture.RecommendationContent;
import io.merlon.posture.Score;
import io.merlon.posture.StandardCompliance;
import io.merlon.posture.SubscriptionScore;
import io.merlon.report.Change;
import io.merlon.report.Outcome;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** A report as the properties of a JSON object. The schema is docs/assess-schema.json. */
final class ReportJson {
  /** Changes when a property changes its meaning or goes; additions leave it. */
  static final String SCHEMA_VERSION = "1.0";

  private ReportJson() {}

  static void write(Outcome outcome, JsonGenerator json) {
    PostureReport report = outcome.report();
    json.writeStringProperty("schemaVersion", SCHEMA_VERSION);
    json.writeObjectPropertyStart("summary");
    json.writeStringProperty("assessedAt", report.assessedAt().toString());
    json.writeNumberProperty("resources", report.resources());
    json.writeObjectPropertyStart("definitions");
    json.writeNumberProperty("loaded", outcome.loaded());
    json.writeNumberProperty("classed", outcome.classed());
    json.writeNumberProperty("failed", outcome.failed());
    json.writeEndObject();
    score("score", report.score(), json);
    json.writeObjectPropertyStart("assessments");
    json.writeNumberProperty("healthy", report.counts().healthy());
    json.writeNumberProperty("unhealthy", report.counts().unhealthy());
    json.writeNumberProperty("notApplicable", report.counts().notApplicable());
    json.writeEndObject();
    texts("assigned", outcome.assigned(), json);
    json.writeArrayPropertyStart("subscriptions");
    for (SubscriptionScore subscription : report.subscriptions()) {
      json.writeStartObject();
      json.writeStringProperty("id", subscription.subscription());
      json.writeNumberProperty("weight", subscription.weight());
      score("score", subscription.score(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    outcome.whatIf().ifPresent(fixed -> score("whatIf", fixed.score(), json));
    outcome.change().ifPresent(change -> change(change, json));
    json.writeNumberProperty("problems", outcome.problemCount());
    json.writeEndObject();
    json.writeArrayPropertyStart("controls");
    report.controls().forEach(control -> write(control, json));
    json.writeEndArray();
    json.writeArrayPropertyStart("recommendations");
    report.recommendations().forEach(recommendation -> write(recommendation, json));
    json.writeEndArray();
    json.writeArrayPropertyStart("compliance");
    report.standards().forEach(standard -> write(standard, json));
    json.writeEndArray();
    texts("problems", outcome.problems(), json);
  }

  private static void score(String name, Score score, JsonGenerator json) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("current", score.current());
    json.writeNumberProperty("max", score.max());
    json.writeNumberProperty("percentage", score.percentage());
    json.writeEndObject();
  }

  private static void change(Change change, JsonGenerator json) {
    json.writeObjectPropertyStart("change");
    change.since().ifPresent(since -> json.writeStringProperty("since", since.toString()));
    change.percentage().ifPresent(then -> json.writeNumberProperty("percentage", then));
    json.writeNumberProperty("fixed", change.fixed());
    json.writeNumberProperty("broken", change.broken());
    json.writeNumberProperty("added", change.added());
    json.writeEndObject();
  }

  private static void texts(String name, List<String> texts, JsonGenerator json) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void write(ControlScore control, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("id", control.control().id());
    json.writeStringProperty("displayName", control.control().displayName());
    json.writeNumberProperty("current", control.current());
    json.writeNumberProperty("max", control.max());
    json.writeNumberProperty("healthy", control.healthy());
    json.writeNumberProperty("unhealthy", control.unhealthy());
    json.writeNumberProperty("notApplicable", control.notApplicable());
    json.writeNumberProperty("potentialIncrease", control.potentialIncrease());
    json.writeEndObject();
  }

  private static void write(RankedRecommendation ranked, JsonGenerator json) {
    RecommendationContent content = ranked.recommendation().content();
    json.writeStartObject();
    json.writeNumberProperty("rank", ranked.rank());
    json.writeStringProperty("name", ranked.recommendation().name());
    json.writeStringProperty("displayName", ranked.recommendation().displayName());
    json.writeStringProperty("description", ranked.recommendation().definition().description());
    json.writeStringProperty("why", content.why());
    json.writeStringProperty("severity", content.severity().label());
    json.writeStringProperty("freshness", content.freshness().toString());
    json.writeBooleanProperty("preview", ranked.recommendation().definition().preview());
    json.writeBooleanProperty("counted", ranked.recommendation().counted());
    ranked
        .recommendation()
        .notEvaluable()
        .ifPresent(why -> json.writeStringProperty("notEvaluable", why));
    content.controlId().ifPresent(control -> json.writeStringProperty("control", control));
    json.writeNumberProperty("healthy", ranked.healthy());
    json.writeNumberProperty("unhealthy", ranked.unhealthy());
    json.writeNumberProperty("notApplicable", ranked.notApplicable());
    json.writeNumberProperty("exempt", ranked.exempt());
    json.writeNumberProperty("notAssessed", ranked.notAssessed());
    json.writeNumberProperty("potentialIncrease", ranked.potentialIncrease());
    json.writeNumberProperty("increaseAlone", ranked.increaseAlone());
    texts("remediation", content.remediation(), json);
    content
        .quickFix()
        .ifPresent(fix -> {
          json.writeObjectPropertyStart("quickFix");
          json.writeStringProperty("kind", fix.kind());
          json.writeStringProperty("text", fix.text());
          json.writeEndObject();
        });
    texts("tactics", content.tactics(), json);
    texts("techniques", content.techniques(), json);
    json.writeArrayPropertyStart("complianceControls");
    ranked
        .recommendation()
        .compliance()
        .forEach(requirement -> {
          json.writeStartObject();
          json.writeStringProperty("standard", requirement.standard());
          json.writeStringProperty("control", requirement.control());
          json.writeEndObject();
        });
    json.writeEndArray();
    texts("sample", ranked.sample().stream().map(Object::toString).toList(), json);
    ranked.owner().ifPresent(owner -> json.writeStringProperty("owner", owner));
    ranked.due().ifPresent(due -> json.writeStringProperty("due", due.toString()));
    json.writeNumberProperty("overdue", ranked.overdue());
    json.writeEndObject();
  }

  private static void write(StandardCompliance standard, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("name", standard.initiative().name());
    json.writeStringProperty("displayName", standard.initiative().displayName());
    json.writeStringProperty("assignment", standard.assignment());
    json.writeNumberProperty("passed", standard.passed());
    json.writeNumberProperty("failed", standard.failed());
    json.writeNumberProperty("skipped", standard.skipped());
    json.writeNumberProperty("manual", standard.manual());
    json.writeNumberProperty("percentage", standard.percentage());
    json.writeNumberProperty("assessmentPercentage", standard.assessmentPercentage());
    json.writeArrayPropertyStart("controls");
    for (ControlCompliance control : standard.controls()) {
      json.writeStartObject();
      json.writeStringProperty("name", control.group().name());
      json.writeStringProperty("displayName", control.group().displayName());
      json.writeStringProperty("state", control.state().label());
      json.writeNumberProperty("passed", control.passed());
      json.writeNumberProperty("failed", control.failed());
      json.writeNumberProperty("skipped", control.skipped());
      json.writeNumberProperty("manual", control.manual());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
