package io.merlon.policy;

import java.util.Locale;
import java.util.Optional;

/** What a policy does about a resource that its rule matches. */
public enum PolicyEffect {
  ADD_TO_NETWORK_GROUP("addToNetworkGroup"),
  APPEND("append"),
  AUDIT("audit"),
  AUDIT_IF_NOT_EXISTS("auditIfNotExists"),
  DENY("deny"),
  DENY_ACTION("denyAction"),
  DEPLOY_IF_NOT_EXISTS("deployIfNotExists"),
  DISABLED("disabled"),
  ENFORCE_OPA_CONSTRAINT("enforceOPAConstraint"),
  ENFORCE_REGO_POLICY("enforceRegoPolicy"),
  MANUAL("manual"),
  MODIFY("modify"),
  MUTATE("mutate");

  private final String label;

  PolicyEffect(String label) {
    this.label = label;
  }

  /** The effect as Azure's documentation writes it. */
  public String label() {
    return label;
  }

  /** Whether the effect looks for related resources once the rule's {@code if} holds. */
  public boolean looksForRelated() {
    return this == AUDIT_IF_NOT_EXISTS || this == DEPLOY_IF_NOT_EXISTS;
  }

  /** The effect with this label in any case, or nothing. */
  public static Optional<PolicyEffect> of(String label) {
    String folded = label.toLowerCase(Locale.ROOT);
    for (PolicyEffect effect : values()) {
      if (effect.label.toLowerCase(Locale.ROOT).equals(folded)) {
        return Optional.of(effect);
      }
    }
    return Optional.empty();
  }
}
