package io.merlon.posture;

import io.merlon.model.ResourceId;
import java.time.Instant;
import java.util.Optional;

/** What was assessed before, so that an assessment keeps when it was first seen and changed. */
@FunctionalInterface
public interface PreviousAssessments {
  /** For a first run: nothing was. */
  PreviousAssessments NONE = (resource, definitionName) -> Optional.empty();

  /** The latest earlier assessment of the resource for the definition of this name, if any. */
  Optional<Previous> find(ResourceId resource, String definitionName);

  /**
   * One earlier assessment.
   *
   * @param status its status then
   * @param firstSeen when it was first made
   * @param statusChanged since when it had that status
   */
  record Previous(AssessmentStatus status, Instant firstSeen, Instant statusChanged) {}
}
