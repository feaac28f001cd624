package io.merlon.server.arm;

import io.merlon.store.StoredAssessment;
import java.util.Optional;

/**
 * How a resource stands to a policy, in the words of policy states; the first of several counts.
 */
enum PolicyCompliance {
  NON_COMPLIANT("NonCompliant"),
  ERROR("Error"),
  EXEMPT("Exempt"),
  COMPLIANT("Compliant"),
  UNKNOWN("Unknown");

  private final String label;

  PolicyCompliance(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** Nothing where the policy does not apply to the resource. */
  static Optional<PolicyCompliance> of(StoredAssessment assessment) {
    return switch (assessment.status()) {
      case HEALTHY -> Optional.of(COMPLIANT);
      case UNHEALTHY -> Optional.of(NON_COMPLIANT);
      case NOT_APPLICABLE ->
          switch (assessment.cause()) {
            case EXEMPT -> Optional.of(EXEMPT);
            case EVALUATION_FAILED -> Optional.of(ERROR);
            case NOT_ASSESSED -> Optional.of(UNKNOWN);
            default -> Optional.empty();
          };
    };
  }
}
