package io.merlon.store;

import io.merlon.posture.AssessmentCause;
import io.merlon.posture.AssessmentStatus;
import java.time.Instant;

/**
 * An assessment as it is kept.
 *
 * @param resourceId the resource that was judged, as it was given
 * @param recommendation the name of the recommendation's definition
 * @param causeDetail what belongs to the cause, or empty
 */
public record StoredAssessment(
    String resourceId,
    String recommendation,
    AssessmentStatus status,
    AssessmentCause cause,
    String causeDetail,
    Instant firstSeen,
    Instant statusChanged) {}
