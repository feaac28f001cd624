package io.merlon.policy;

import io.merlon.model.Resource;
import io.merlon.model.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Assignments compiled for matching. Safe to share between threads; resource types are planned when
 * the first resource of the type comes along.
 */
public final class PolicyPlan {
  /** Beyond this many types, all of them hostile, plans are made anew each time. */
  private static final int REMEMBERED_TYPES = 20_000;

  private final List<PlannedPolicy> policies;
  private final List<PolicyProblem> problems;
  private final AliasTable aliases;
  private final Map<ResourceType, RelatedType> relatedTypes;
  private final Map<PlannedPolicy, ExistencePlan> existence;
  private final Map<ResourceType, TypePlan> types = new ConcurrentHashMap<>();

  private PolicyPlan(
      List<PlannedPolicy> policies,
      List<PolicyProblem> problems,
      AliasTable aliases,
      ExistencePlanner existence) {
    this.policies = policies;
    this.problems = List.copyOf(problems);
    this.aliases = aliases;
    this.relatedTypes = existence.types();
    this.existence = existence.plans();
  }

  /**
   * Compiles assignments of what the library holds. A policy that cannot run as assigned is a
   * problem and stays in the plan as {@link NotEvaluable#INVALID}.
   */
  public static PolicyPlan compile(
      PolicyLibrary library, AliasTable aliases, List<PolicyAssignment> assignments) {
    List<PolicyProblem> problems = new ArrayList<>();
    List<PlannedPolicy> policies = new PolicyBinder(library, aliases, problems).bind(assignments);
    ExistencePlanner existence = new ExistencePlanner(aliases);
    policies.forEach(existence::add);
    return new PolicyPlan(policies, problems, aliases, existence);
  }

  /** All policies, also those that cannot be evaluated. */
  public List<PlannedPolicy> policies() {
    return policies;
  }

  /** What was wrong with the assignments. */
  public List<PolicyProblem> problems() {
    return problems;
  }

  /** The first pass: takes every resource of the inventory. */
  public ExistenceIndex.Builder existenceIndex(EvaluationContext context) {
    return new ExistenceIndex.Builder(relatedTypes, context);
  }

  /** The second pass: an evaluator for one thread. */
  public PolicyEvaluator evaluator(ExistenceIndex index, EvaluationContext context) {
    return new PolicyEvaluator(this, index, context, PolicyEvaluator.LookupListener.NONE);
  }

  /** The same, for an index that changes: the listener hears what each verdict depends on. */
  public PolicyEvaluator evaluator(
      ExistenceIndex index, EvaluationContext context, PolicyEvaluator.LookupListener listener) {
    return new PolicyEvaluator(this, index, context, listener);
  }

  /** The policies that can apply to resources of this type. */
  TypePlan forType(Resource resource) {
    TypePlan known = types.get(resource.type());
    if (known != null) {
      return known;
    }
    TypePlan planned = new TypePlanner(resource.type(), aliases, existence).plan(policies);
    if (types.size() < REMEMBERED_TYPES) {
      types.putIfAbsent(resource.type(), planned);
    }
    return planned;
  }

  AliasTable aliases() {
    return aliases;
  }
}
