package io.merlon.policy;

import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.policy.evaluate.Evaluation;
import io.merlon.policy.evaluate.EvaluationFailure;
import io.merlon.policy.evaluate.PlanContext;
import io.merlon.policy.evaluate.Planner;
import io.merlon.policy.evaluate.SharedLeaves;
import java.util.List;
import java.util.Optional;

/** Matches resources against a plan. For one thread. */
public final class PolicyEvaluator {
  /** Takes the verdicts on one resource. */
  @FunctionalInterface
  public interface VerdictConsumer {
    void accept(PlannedPolicy policy, Verdict verdict);
  }

  /** Hears where related resources are looked for other than below the resource itself. */
  @FunctionalInterface
  public interface LookupListener {
    /** For those who do not want to know. */
    LookupListener NONE = (evaluated, type, id) -> {};

    /**
     * A related resource was looked for.
     *
     * @param evaluated for which resource
     * @param type of which type
     * @param id in which resource group or subscription, in lower case
     */
    void looked(ResourceId evaluated, ResourceType type, String id);
  }

  private final PolicyPlan plan;
  private final ExistenceLookup lookup;
  private final Evaluation evaluation;
  private final Explainer explainer;

  PolicyEvaluator(
      PolicyPlan plan, ExistenceIndex index, EvaluationContext context, LookupListener listener) {
    this.plan = plan;
    KnownSurroundings surroundings = new KnownSurroundings(context, index.containers());
    this.evaluation = new Evaluation(surroundings);
    this.lookup =
        new ExistenceLookup(index, plan.aliases(), new Evaluation(surroundings), listener);
    this.explainer = new Explainer(plan.aliases(), lookup, evaluation);
  }

  /** Gives the verdict of every policy that can apply to this type of resource in its scope. */
  public void evaluate(Resource resource, VerdictConsumer verdicts) {
    TypePlan typePlan = plan.forType(resource);
    if (typePlan.assignments().isEmpty()) {
      return;
    }
    evaluation.of(resource.document(), resource.type());
    lookup.begin();
    for (TypePlan.Assigned assigned : typePlan.assignments()) {
      if (assigned.assignment().covers(resource)) {
        List<TypePlan.Compiled> policies = assigned.policies();
        for (int i = 0; i < policies.size(); i++) {
          verdicts.accept(policies.get(i).policy(), verdict(policies.get(i), resource));
        }
      }
    }
  }

  private Verdict verdict(TypePlan.Compiled compiled, Resource resource) {
    try {
      if (!compiled.policy().effect().looksForRelated()) {
        return compiled.condition().test(evaluation)
            ? Verdict.NON_COMPLIANT
            : compiled.applicable().test(evaluation) ? Verdict.COMPLIANT : Verdict.NOT_APPLICABLE;
      }
      if (!compiled.condition().test(evaluation)) {
        return Verdict.NOT_APPLICABLE;
      }
      if (compiled.itself().isPresent()) {
        return compiled.itself().get().test(evaluation) ? Verdict.COMPLIANT : Verdict.NON_COMPLIANT;
      }
      return compiled.existence().isPresent()
          ? lookup.verdict(compiled.policy(), compiled.existence().get(), resource, evaluation)
          : Verdict.RELATED_MISSING;
    } catch (EvaluationFailure e) {
      return Verdict.FAILED;
    }
  }

  /**
   * Whether the rule's {@code if} holds for the resource, whatever the effect: for a manual policy,
   * whether there is anything to attest.
   */
  public boolean matches(Resource resource, PlannedPolicy policy) {
    PlanContext context =
        PlanContext.ofRule(
            resource.type(),
            policy.parameters(),
            policy.policyFunction(),
            plan.aliases(),
            new SharedLeaves());
    try {
      return policy.assignment().covers(resource)
          && Planner.forMatching(context)
              .plan(policy.definition().rule().condition())
              .test(evaluation.of(resource.document(), resource.type()));
    } catch (EvaluationFailure e) {
      return false;
    }
  }

  /** The verdict of one policy on a resource, with the leaf conditions that decided. */
  public Explanation explain(Resource resource, PlannedPolicy policy) {
    Optional<TypePlan.Compiled> compiled = find(resource, policy);
    evaluation.of(resource.document(), resource.type());
    lookup.begin();
    Verdict verdict =
        compiled
            .filter(c -> policy.assignment().covers(resource))
            .map(c -> verdict(c, resource))
            .orElse(Verdict.NOT_APPLICABLE);
    return explainer.explain(resource, policy, compiled, verdict);
  }

  private Optional<TypePlan.Compiled> find(Resource resource, PlannedPolicy policy) {
    for (TypePlan.Assigned assigned : plan.forType(resource).assignments()) {
      for (TypePlan.Compiled compiled : assigned.policies()) {
        if (compiled.policy() == policy) {
          return Optional.of(compiled);
        }
      }
    }
    return Optional.empty();
  }
}
