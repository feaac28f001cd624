package io.merlon.posture;

import io.merlon.policy.NotEvaluable;
import io.merlon.policy.PlannedPolicy;
import java.util.List;
import java.util.Optional;

/** The words for why a policy cannot be told from a resource alone. */
final class NotEvaluableReason {
  private NotEvaluableReason() {}

  /** The reason of one policy. */
  static Optional<String> of(PlannedPolicy policy) {
    return policy.notEvaluable().map(NotEvaluableReason::word);
  }

  static boolean isManual(PlannedPolicy policy) {
    return policy.notEvaluable().filter(why -> why == NotEvaluable.MANUAL).isPresent();
  }

  /** The reason of a definition: nothing when any of its policies is evaluated. */
  static Optional<String> ofAll(List<PlannedPolicy> policies) {
    for (PlannedPolicy policy : policies) {
      if (policy.notEvaluable().isEmpty()) {
        return Optional.empty();
      }
    }
    return of(policies.getFirst());
  }

  private static String word(NotEvaluable why) {
    return switch (why) {
      case DATA_PLANE_MODE -> "DataPlaneMode";
      case MANUAL -> "Manual";
      case MICROSOFT_MANAGED -> "MicrosoftManaged";
      case EFFECT_NOT_ASSESSED -> "EffectNotAssessed";
      case INVALID -> "Invalid";
      case DISABLED -> AssessmentCause.OFF_BY_POLICY.code();
    };
  }
}
