package io.merlon.policy;

import java.util.Optional;

/** Sorts out the policies that no resource document can decide. */
final class Classification {
  private Classification() {}

  static Optional<NotEvaluable> of(PolicyDefinition definition, Optional<PolicyEffect> effect) {
    if (definition.policyType().equalsIgnoreCase("Static")) {
      return Optional.of(NotEvaluable.MICROSOFT_MANAGED);
    }
    String mode = definition.mode();
    if (!mode.equalsIgnoreCase("All") && !mode.equalsIgnoreCase("Indexed")) {
      return Optional.of(NotEvaluable.DATA_PLANE_MODE);
    }
    return effect.flatMap(known ->
        switch (known) {
          case MANUAL -> Optional.of(NotEvaluable.MANUAL);
          case DENY_ACTION, ADD_TO_NETWORK_GROUP -> Optional.of(NotEvaluable.EFFECT_NOT_ASSESSED);
          case MUTATE, ENFORCE_OPA_CONSTRAINT, ENFORCE_REGO_POLICY ->
              Optional.of(NotEvaluable.DATA_PLANE_MODE);
          default -> Optional.empty();
        });
  }
}
