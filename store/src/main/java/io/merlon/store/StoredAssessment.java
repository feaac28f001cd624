package io.merlon.store;

import io.merlon.posture.AssessmentCause;
import io.merlon.posture.AssessmentStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

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
    Instant statusChanged) {

  /** Where a list goes on after it. */
  public String position() {
    return new ListPosition(resourceId, recommendation).text();
  }

  /** Resource and recommendation as one word, always the same. */
  public UUID key() {
    try {
      ByteBuffer digest =
          ByteBuffer.wrap(
              MessageDigest.getInstance("MD5").digest(position().getBytes(StandardCharsets.UTF_8)));
      return new UUID(digest.getLong(), digest.getLong());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has MD5", impossible);
    }
  }
}
