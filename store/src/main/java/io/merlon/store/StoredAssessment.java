package io.merlon.store;

import io.merlon.posture.AssessmentCause;
import io.merlon.posture.AssessmentStatus;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * An assessment as it is kept.
 *
 * @param resourceId the resource that was judged, as it was given
 * @param recommendation the name of the recommendation's definition
 * @param causeDetail what belongs to the cause, or empty
 * @param key resource and recommendation as one word, always the same
 */
public record StoredAssessment(
    String resourceId,
    String recommendation,
    AssessmentStatus status,
    AssessmentCause cause,
    String causeDetail,
    Instant firstSeen,
    Instant statusChanged,
    UUID key) {

  /** Where a list goes on after it. */
  public String position() {
    return resourceId.toLowerCase(Locale.ROOT) + "|" + recommendation;
  }
}
