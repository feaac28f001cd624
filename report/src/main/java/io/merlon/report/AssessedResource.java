package io.merlon.report;

import io.merlon.model.ResourceId;
import io.merlon.posture.Assessment;
import io.merlon.posture.AssessmentStatus;
import io.merlon.posture.Recommendation;
import java.time.Instant;

/**
 * What a finding says of one resource, wherever it was kept.
 *
 * @param resource the resource that was judged
 * @param type its type, as it was given
 * @param recommendation what it was judged by
 * @param status how it came out
 * @param firstSeen when it was first judged
 * @param statusChanged since when it has this status
 * @param evidence what decided, in words; or empty
 */
public record AssessedResource(
    ResourceId resource,
    String type,
    Recommendation recommendation,
    AssessmentStatus status,
    Instant firstSeen,
    Instant statusChanged,
    String evidence) {
  public static AssessedResource of(Assessment assessment) {
    return new AssessedResource(
        assessment.resource(),
        assessment.type().text(),
        assessment.recommendation(),
        assessment.status(),
        assessment.firstSeen(),
        assessment.statusChanged(),
        Words.evidence(assessment));
  }
}
