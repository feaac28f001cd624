package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import io.merlon.model.PropertyName;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.posture.Recommendation;
import io.merlon.server.assessment.Standing;
import io.merlon.store.StoredAssessment;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Assessments of one answer in the API's shape. A page has thousands, so names are made once, and
 * what a recommendation says once for all its assessments.
 */
public final class AssessmentAnswer {
  private static final String TYPE = "Microsoft.Security/assessments";
  private static final StringValue TYPE_VALUE = new StringValue(TYPE);
  private static final StringValue AZURE = new StringValue("Azure");
  private static final PropertyName ID = PropertyName.of("id");
  private static final PropertyName NAME = PropertyName.of("name");
  private static final PropertyName TYPE_NAME = PropertyName.of("type");
  private static final PropertyName PROPERTIES = PropertyName.of("properties");
  private static final PropertyName SOURCE = PropertyName.of("source");
  private static final PropertyName RESOURCE_DETAILS = PropertyName.of("resourceDetails");
  private static final PropertyName DISPLAY_NAME = PropertyName.of("displayName");
  private static final PropertyName STATUS = PropertyName.of("status");
  private static final PropertyName CODE = PropertyName.of("code");
  private static final PropertyName FIRST_SEEN = PropertyName.of("firstEvaluationDate");
  private static final PropertyName CHANGED = PropertyName.of("statusChangeDate");
  private static final PropertyName CAUSE = PropertyName.of("cause");
  private static final PropertyName DESCRIPTION = PropertyName.of("description");
  private static final PropertyName METADATA = PropertyName.of("metadata");

  private final Standing standing;
  private final Map<String, Said> said = new HashMap<>();

  public AssessmentAnswer(Standing standing) {
    this.standing = standing;
  }

  /** What a recommendation says; one that is known no more has its name only. */
  private record Said(StringValue name, StringValue title, Optional<ObjectValue> metadata) {}

  private Said said(String name) {
    return said.computeIfAbsent(
        name,
        first -> {
          Optional<Recommendation> known = standing.recommendation(first);
          return new Said(
              new StringValue(first),
              new StringValue(known.map(Recommendation::displayName).orElse(first)),
              known.map(AssessmentMetadata::properties));
        });
  }

  /** One of them. */
  public ObjectValue of(StoredAssessment one) {
    Said recommendation = said(one.recommendation());
    ObjectValue details =
        ObjectValue.builder().put(SOURCE, AZURE).put(ID, text(one.resourceId())).build();
    ObjectValue.Builder properties =
        ObjectValue.builder()
            .put(RESOURCE_DETAILS, details)
            .put(DISPLAY_NAME, recommendation.title())
            .put(STATUS, status(one));
    recommendation.metadata().ifPresent(metadata -> properties.put(METADATA, metadata));
    return ObjectValue.builder()
        .put(ID, text(one.resourceId() + "/providers/" + TYPE + "/" + one.recommendation()))
        .put(NAME, recommendation.name())
        .put(TYPE_NAME, TYPE_VALUE)
        .put(PROPERTIES, properties.build())
        .build();
  }

  private static ObjectValue status(StoredAssessment one) {
    ObjectValue.Builder status =
        ObjectValue.builder()
            .put(CODE, text(one.status().code()))
            .put(FIRST_SEEN, text(one.firstSeen().toString()))
            .put(CHANGED, text(one.statusChanged().toString()));
    if (!one.cause().code().isEmpty()) {
      status.put(CAUSE, text(one.cause().code()));
    }
    if (!one.causeDetail().isEmpty()) {
      status.put(DESCRIPTION, text(one.causeDetail()));
    }
    return status.build();
  }

  private static Value text(String text) {
    return new StringValue(text);
  }
}
