package io.merlon.policy;

import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.policy.syntax.PolicyRule;
import java.util.List;
import java.util.Optional;

/** A definition as an assignment puts it to work, on its own or within an initiative. */
public final class PlannedPolicy {
  private final int index;
  private final PolicyAssignment assignment;
  private final Optional<PolicyInitiative> initiative;
  private final PolicyReference reference;
  private final PolicyDefinition definition;
  private final ObjectValue parameters;
  private final String effectText;
  private final PolicyEffect effect;
  private final Optional<NotEvaluable> notEvaluable;

  PlannedPolicy(
      int index,
      PolicyAssignment assignment,
      Optional<PolicyInitiative> initiative,
      PolicyReference reference,
      PolicyDefinition definition,
      ObjectValue parameters,
      String effectText,
      boolean invalid) {
    this.index = index;
    this.assignment = assignment;
    this.initiative = initiative;
    this.reference = reference;
    this.definition = definition;
    this.parameters = parameters;
    this.effectText = effectText;
    Optional<PolicyEffect> known = PolicyEffect.of(effectText);
    this.effect = known.orElse(PolicyEffect.DISABLED);
    Optional<NotEvaluable> classed = Classification.of(definition, known);
    this.notEvaluable =
        classed.isPresent()
            ? classed
            : invalid
                ? Optional.of(NotEvaluable.INVALID)
                : effect == PolicyEffect.DISABLED
                    ? Optional.of(NotEvaluable.DISABLED)
                    : Optional.empty();
  }

  /** Its place in {@link PolicyPlan#policies()}. */
  public int index() {
    return index;
  }

  public PolicyAssignment assignment() {
    return assignment;
  }

  /** The initiative that it comes from, where the assignment assigns one. */
  public Optional<PolicyInitiative> initiative() {
    return initiative;
  }

  /** The reference's id within the initiative; the definition's name where there is none. */
  public String referenceId() {
    return reference.referenceId();
  }

  public PolicyDefinition definition() {
    return definition;
  }

  /** The effect after parameters and overrides; disabled where it cannot be known. */
  public PolicyEffect effect() {
    return effect;
  }

  /** The effect as it was written. */
  public String effectText() {
    return effectText;
  }

  /** The groups of the initiative that it counts for. */
  public List<String> groupNames() {
    return reference.groupNames();
  }

  /** The parameters that it runs with: name to value. */
  public ObjectValue parameters() {
    return parameters;
  }

  /** Why no resource is ever evaluated against it, or nothing. */
  public Optional<NotEvaluable> notEvaluable() {
    return notEvaluable;
  }

  /** What it looks for, where its effect looks for related resources. */
  public Optional<ExistenceCheck> existenceCheck() {
    return effect().looksForRelated()
        ? definition
            .rule()
            .related()
            .flatMap(related ->
                related
                    .type()
                    .constantText(parameters::get)
                    .map(type ->
                        new ExistenceCheck(io.merlon.model.ResourceType.of(type), nameOf(related))))
        : Optional.empty();
  }

  private Optional<String> nameOf(PolicyRule.Related related) {
    return related.name().flatMap(name -> name.constantText(parameters::get));
  }

  /** The answer of {@code policy()}. */
  Value policyFunction() {
    return ObjectValue.builder()
        .put("assignmentId", assignment.id())
        .put("definitionId", definition.id())
        .put("setDefinitionId", initiative.map(PolicyInitiative::id).orElse(""))
        .put("definitionReferenceId", initiative.isPresent() ? referenceId() : "")
        .build();
  }

  Optional<String> message() {
    Optional<String> general = Optional.empty();
    for (NonComplianceMessage message : assignment.messages()) {
      if (message.referenceId().equalsIgnoreCase(referenceId())) {
        return Optional.of(message.message());
      }
      if (message.referenceId().isEmpty() && general.isEmpty()) {
        general = Optional.of(message.message());
      }
    }
    return general;
  }

  @Override
  public String toString() {
    return definition.name() + " by " + assignment.id();
  }
}
