package io.merlon.policy;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns assignments into planned policies: definitions with the values they run with. */
final class PolicyBinder {
  private final PolicyLibrary library;
  private final AliasTable aliases;
  private final List<PolicyProblem> problems;
  private final List<PlannedPolicy> planned = new ArrayList<>();

  PolicyBinder(PolicyLibrary library, AliasTable aliases, List<PolicyProblem> problems) {
    this.library = library;
    this.aliases = aliases;
    this.problems = problems;
  }

  List<PlannedPolicy> bind(List<PolicyAssignment> assignments) {
    assignments.forEach(this::bind);
    return List.copyOf(planned);
  }

  private void bind(PolicyAssignment assignment) {
    Optional<PolicyInitiative> initiative = library.initiative(assignment.policyId());
    Optional<PolicyDefinition> definition = library.definition(assignment.policyId());
    if (initiative.isPresent() && !isDefinitionId(assignment.policyId())) {
      bind(assignment, initiative.get());
    } else if (definition.isPresent()) {
      PolicyReference alone =
          new PolicyReference(
              definition.get().id(), definition.get().name(), ObjectValue.EMPTY, List.of());
      add(assignment, Optional.empty(), alone, definition.get(), assignment.parameters(), false);
    } else {
      problems.add(
          new PolicyProblem(
              assignment.id(),
              "/properties/policyDefinitionId",
              "no definition or initiative is called " + assignment.policyId()));
    }
  }

  private static boolean isDefinitionId(String id) {
    return id.toLowerCase(java.util.Locale.ROOT).contains("/policydefinitions/");
  }

  private void bind(PolicyAssignment assignment, PolicyInitiative initiative) {
    ParameterBinder binder = new ParameterBinder(assignment.id(), problems::add);
    ObjectValue values =
        binder.bind(
            "the initiative " + initiative.name(),
            initiative.parameters(),
            assignment.parameters());
    for (PolicyReference reference : initiative.references()) {
      Optional<PolicyDefinition> definition = library.definition(reference.definitionId());
      if (definition.isEmpty()) {
        problems.add(
            new PolicyProblem(
                initiative.source(),
                "/properties/policyDefinitions",
                "the reference "
                    + reference.referenceId()
                    + " names "
                    + reference.definitionId()
                    + ", which is not loaded"));
        continue;
      }
      ObjectValue passed = binder.handDown(reference, values);
      add(
          assignment,
          Optional.of(initiative),
          reference,
          definition.get(),
          passed,
          binder.failed());
    }
  }

  private void add(
      PolicyAssignment assignment,
      Optional<PolicyInitiative> initiative,
      PolicyReference reference,
      PolicyDefinition definition,
      ObjectValue passed,
      boolean alreadyFailed) {
    // What follows from a problem that was told already is not told again.
    ParameterBinder binder =
        new ParameterBinder(assignment.id(), alreadyFailed ? p -> {} : problems::add);
    ObjectValue values =
        definition.notEvaluable().isPresent()
            ? passed
            : binder.bind("the definition " + definition.name(), definition.parameters(), passed);
    String effect =
        assignment
            .overriddenEffect(reference.referenceId())
            .or(() -> definition.rule().effect().constantText(values::get))
            .orElse(definition.defaultEffect());
    boolean unknown = PolicyEffect.of(effect).isEmpty() && definition.notEvaluable().isEmpty();
    if (unknown && !binder.failed() && !alreadyFailed) {
      problems.add(
          new PolicyProblem(
              assignment.id(),
              "/properties/parameters",
              "'" + effect + "' is no effect; passed to " + definition.name()));
    }
    boolean unmodifiable =
        PolicyEffect.of(effect).filter(e -> e == PolicyEffect.MODIFY).isPresent()
            && changesWhatCannotChange(definition);
    planned.add(
        new PlannedPolicy(
            planned.size(),
            assignment,
            initiative,
            reference,
            definition,
            values,
            effect,
            alreadyFailed || binder.failed() || unknown || unmodifiable));
  }

  /** Whether a modify operation names an alias that the table says cannot be modified. */
  private boolean changesWhatCannotChange(PolicyDefinition definition) {
    boolean found = false;
    Value operations = definition.ruleDocument().get("then").get("details").get("operations");
    if (operations instanceof ArrayValue(List<Value> items)) {
      for (int i = 0; i < items.size(); i++) {
        String field = items.get(i).get("field").textOr("");
        Optional<AliasTable.Alias> alias = aliases.find(field);
        if (alias.flatMap(AliasTable.Alias::modifiable).filter(can -> !can).isPresent()) {
          found = true;
          problems.add(
              new PolicyProblem(
                  definition.source(),
                  "/properties/policyRule/then/details/operations/" + i + "/field",
                  "the alias " + field + " cannot be modified"));
        }
      }
    }
    return found;
  }
}
