package io.merlon.server.export;

import io.merlon.model.DecimalValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.model.Value;
import io.merlon.posture.Assessment;
import io.merlon.posture.AssessmentCause;
import io.merlon.posture.AssessmentStatus;
import io.merlon.posture.Recommendation;
import io.merlon.posture.Score;
import io.merlon.report.AssessedResource;
import io.merlon.report.OcsfActivity;
import io.merlon.report.OcsfFinding;
import io.merlon.report.Words;
import io.merlon.server.arm.AssessmentAnswer;
import io.merlon.server.assessment.Standing;
import io.merlon.store.Database;
import io.merlon.store.ExportItem;
import io.merlon.store.StoredAssessment;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Turns what is in the outbox, and what stands in the store, into findings an automation wants. */
final class Findings {
  private final Database database;
  private final Automation automation;

  Findings(Database database, Automation automation) {
    this.database = database;
    this.automation = automation;
  }

  /** A change, or nothing where it is not wanted or is about nothing that is known any more. */
  Optional<Delivery> of(ExportItem item, Standing standing) {
    String uid = Long.toString(item.number());
    return item.source().equals("SecureScores")
        ? ofScore(item, uid)
        : ofAssessment(stored(item.document()), item, standing, uid);
  }

  private Optional<Delivery> ofScore(ExportItem item, String uid) {
    ObjectValue document = item.document();
    String scope = document.get("subscription").textOr("");
    Score score =
        new Score(
            number(document.get("current")),
            (int) number(document.get("max")),
            number(document.get("percentage")));
    return score(item.source(), scope, score, item.at(), uid);
  }

  /** A score as it stands. */
  Optional<Delivery> score(String source, String scope, Score score, Instant at, String uid) {
    ObjectValue finding = OcsfFinding.of(scope, score, OcsfActivity.UPDATE, at, Optional.of(uid));
    ObjectValue document =
        ObjectValue.builder()
            .put("properties", ObjectValue.builder().put("score", finding.get("unmapped")).build())
            .build();
    return automation.wants(source, ResourceId.of(scope.isEmpty() ? "/" : scope), document)
        ? Optional.of(new Delivery(uid, finding))
        : Optional.empty();
  }

  private static StoredAssessment stored(ObjectValue document) {
    return new StoredAssessment(
        document.get("resourceId").textOr(""),
        document.get("recommendation").textOr(""),
        AssessmentStatus.valueOf(document.get("status").textOr("")),
        AssessmentCause.valueOf(document.get("cause").textOr("")),
        document.get("causeDetail").textOr(""),
        OffsetDateTime.parse(document.get("firstSeen").textOr("")).toInstant(),
        OffsetDateTime.parse(document.get("statusChanged").textOr("")).toInstant());
  }

  private Optional<Delivery> ofAssessment(
      StoredAssessment one, ExportItem item, Standing standing, String uid) {
    OcsfActivity activity =
        OcsfActivity.valueOf(item.document().get("activity").textOr("").toUpperCase(Locale.ROOT));
    return assessment(item.source(), one, activity, item.at(), standing, uid);
  }

  /**
   * An assessment. One that is not applicable is no finding, but ends the one that there was: it is
   * told as closed.
   */
  Optional<Delivery> assessment(
      String source,
      StoredAssessment one,
      OcsfActivity activity,
      Instant at,
      Standing standing,
      String uid) {
    boolean applies = one.status() != AssessmentStatus.NOT_APPLICABLE;
    Optional<Recommendation> recommendation = standing.recommendation(one.recommendation());
    ResourceId resource = ResourceId.of(one.resourceId());
    if (recommendation.isEmpty()
        || (!applies && activity != OcsfActivity.UPDATE)
        || !automation.wants(source, resource, new AssessmentAnswer(standing).of(one))) {
      return Optional.empty();
    }
    OcsfActivity told = applies ? activity : OcsfActivity.CLOSE;
    AssessedResource assessed =
        new AssessedResource(
            resource,
            resource.type().map(Object::toString).orElse(""),
            recommendation.get(),
            one.status(),
            one.firstSeen(),
            one.statusChanged(),
            told == OcsfActivity.CLOSE ? "" : evidence(resource, one, standing));
    return Optional.of(new Delivery(uid, OcsfFinding.of(assessed, told, at, Optional.of(uid))));
  }

  /** What decided; nothing where the resource has moved on since. */
  private String evidence(ResourceId resource, StoredAssessment one, Standing standing) {
    List<String> found = new ArrayList<>();
    database
        .resources()
        .find(resource)
        .ifPresent(current ->
            standing
                .posture()
                .explain(
                    current,
                    assessment -> {
                      if (isOf(assessment, one)) {
                        found.add(Words.evidence(assessment));
                      }
                    }));
    return found.stream().findFirst().orElse("");
  }

  private static boolean isOf(Assessment assessment, StoredAssessment one) {
    return assessment.recommendation().name().equals(one.recommendation())
        && assessment.status() == one.status();
  }

  private static double number(Value value) {
    return switch (value) {
      case IntegerValue(long number) -> number;
      case DecimalValue(var number) -> number.doubleValue();
      default -> 0;
    };
  }
}
