package io.merlon.policy;

import io.merlon.model.AbsentValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.evaluate.Evaluation;
import io.merlon.policy.evaluate.EvaluationFailure;
import io.merlon.policy.evaluate.PlanContext;
import io.merlon.policy.evaluate.Planner;
import io.merlon.policy.evaluate.SharedLeaves;
import io.merlon.policy.evaluate.Test;
import io.merlon.policy.syntax.Condition;
import io.merlon.policy.syntax.PolicyRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluates once more, with nothing folded away, to tell why a verdict is what it is. */
final class Explainer {
  private static final int MOST_RELATED = 3;

  private final AliasTable aliases;
  private final ExistenceLookup lookup;
  private final Evaluation evaluation;
  private final Map<Planned, Test> plans = new HashMap<>();

  /** Plans are made once for a condition and a type; hostile inventories have many types. */
  private record Planned(Condition condition, PlannedPolicy policy, ResourceType type) {
    private static final int REMEMBERED = 20_000;

    @Override
    public boolean equals(Object other) {
      return other instanceof Planned planned
          && planned.condition == condition
          && planned.policy == policy
          && planned.type.equals(type);
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(condition) * 31 + type.hashCode();
    }
  }

  Explainer(AliasTable aliases, ExistenceLookup lookup, Evaluation evaluation) {
    this.aliases = aliases;
    this.lookup = lookup;
    this.evaluation = evaluation;
  }

  Explanation explain(
      Resource resource,
      PlannedPolicy policy,
      Optional<TypePlan.Compiled> compiled,
      Verdict verdict) {
    PolicyRule rule = policy.definition().rule();
    List<Evidence> evidence = new ArrayList<>();
    PlanContext context =
        PlanContext.ofRule(
            resource.type(),
            policy.parameters(),
            policy.policyFunction(),
            aliases,
            new SharedLeaves());
    Value details = AbsentValue.ABSENT;
    evaluation.of(resource.document(), resource.type());
    try {
      boolean related = policy.effect().looksForRelated() && verdict != Verdict.NOT_APPLICABLE;
      if (related && compiled.flatMap(TypePlan.Compiled::itself).isPresent()) {
        rule.related()
            .flatMap(PolicyRule.Related::condition)
            .ifPresent(c -> gather(c, policy, resource, context, evidence));
      } else if (related && compiled.flatMap(TypePlan.Compiled::existence).isPresent()) {
        gather(resource, policy, compiled.flatMap(TypePlan.Compiled::existence).get(), evidence);
      } else {
        gather(rule.condition(), policy, resource, context, evidence);
      }
      if (rule.details().isPresent()) {
        evaluation.of(resource.document(), resource.type());
        details = Planner.forExplaining(context).valueOf(rule.details().get(), evaluation);
      }
    } catch (EvaluationFailure e) {
      evidence.add(
          new Evidence(
              "",
              AbsentValue.ABSENT,
              "",
              AbsentValue.ABSENT,
              false,
              Optional.empty(),
              "the evaluation failed: " + e.getMessage()));
    }
    return new Explanation(verdict, policy.effectText(), details, policy.message(), evidence);
  }

  private void gather(
      Condition condition,
      PlannedPolicy policy,
      Resource resource,
      PlanContext context,
      List<Evidence> evidence) {
    if (plans.size() > Planned.REMEMBERED) {
      plans.clear();
    }
    plans
        .computeIfAbsent(
            new Planned(condition, policy, resource.type()),
            p -> Planner.forExplaining(context).plan(condition))
        .explain(evaluation, leaf -> evidence.add(ExistenceIndex.evidence(leaf, Optional.empty())));
  }

  private void gather(
      Resource resource, PlannedPolicy policy, ExistenceSearch search, List<Evidence> evidence) {
    ExistencePlan plan = search.plan();
    List<ExistenceLookup.Found> all =
        lookup.found(policy, search, resource, evaluation, MOST_RELATED);
    for (ExistenceLookup.Found found : all) {
      List<Evidence> leaves =
          found.related().outcome().evidence().getOrDefault(plan.slot(), List.of());
      if (found.met() || leaves.isEmpty()) {
        evidence.add(looked(plan, found.met(), Optional.of(found.id()), found.id().text()));
      }
      for (Evidence leaf : leaves) {
        evidence.add(
            new Evidence(
                leaf.field(),
                leaf.actual(),
                leaf.operator(),
                leaf.expected(),
                leaf.held(),
                Optional.of(found.id()),
                leaf.note()));
      }
    }
    if (all.isEmpty()) {
      evidence.add(looked(plan, false, Optional.empty(), ""));
    }
  }

  private static Evidence looked(
      ExistencePlan plan, boolean met, Optional<ResourceId> related, String found) {
    return new Evidence(
        plan.type().text(),
        found.isEmpty() ? AbsentValue.ABSENT : new StringValue(found),
        "exists",
        new StringValue("true"),
        met,
        related,
        found.isEmpty()
            ? "no such related resource was found"
            : met
                ? "the related resource meets the condition"
                : "the related resource does not meet the condition");
  }
}
