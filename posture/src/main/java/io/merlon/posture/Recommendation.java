package io.merlon.posture;

import io.merlon.model.Severity;
import io.merlon.policy.PolicyDefinition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A policy definition as advice: one for each definition of a plan, however many assignments and
 * initiatives refer to it.
 *
 * @param definition what is checked
 * @param content why, how bad and how to fix it
 * @param control the security control that it is in
 * @param counted whether it counts in the score: it is in a control and not in preview
 * @param compliance the controls of standards that it counts in
 * @param notEvaluable why a resource alone cannot tell it (a data-plane mode, manual, managed by
 *     Microsoft), or that every assignment switches it off ({@code OffByPolicy}); nothing when it
 *     is evaluated
 */
public record Recommendation(
    PolicyDefinition definition,
    RecommendationContent content,
    Optional<SecurityControl> control,
    boolean counted,
    List<ComplianceRequirement> compliance,
    Optional<String> notEvaluable) {
  public Recommendation {
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(control, "control");
    compliance = List.copyOf(compliance);
    Objects.requireNonNull(notEvaluable, "notEvaluable");
  }

  /** The name of the definition: a GUID or a slug. */
  public String name() {
    return definition.name();
  }

  /** Its name for people. */
  public String displayName() {
    return definition.displayName().isEmpty() ? name() : definition.displayName();
  }

  /** How bad an unhealthy resource is. */
  public Severity severity() {
    return content.severity();
  }

  @Override
  public String toString() {
    return name() + " (" + displayName() + ")";
  }
}
