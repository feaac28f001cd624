package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import io.merlon.posture.Recommendation;
import io.merlon.store.StoredAssessment;
import java.util.Optional;

/** What is stored in the shape that the API answers it in, for those that filter by it. */
public final class ArmDocuments {
  private ArmDocuments() {}

  public static ObjectValue assessment(
      StoredAssessment one, Optional<Recommendation> recommendation) {
    return AssessmentOperations.assessment(one, recommendation).build();
  }
}
