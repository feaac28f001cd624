package io.merlon.policy;

import io.merlon.model.ArrayValue;
import io.merlon.model.ResourceType;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.evaluate.PlanContext;
import io.merlon.policy.evaluate.Planner;
import io.merlon.policy.evaluate.SharedLeaves;
import io.merlon.policy.evaluate.Test;
import io.merlon.policy.syntax.Condition;
import io.merlon.policy.syntax.Operator;
import io.merlon.policy.syntax.PolicyRule;
import io.merlon.policy.syntax.Template;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans what policies look for: the conditions by related type, and where each is looked for. */
final class ExistencePlanner {
  private final AliasTable aliases;
  private final Map<ResourceType, RelatedType> types = new HashMap<>();
  private final Map<PlannedPolicy, ExistencePlan> plans = new HashMap<>();

  ExistencePlanner(AliasTable aliases) {
    this.aliases = aliases;
  }

  void add(PlannedPolicy policy) {
    Optional<ExistenceCheck> check = policy.existenceCheck();
    Optional<PolicyRule.Related> related = policy.definition().rule().related();
    if (policy.notEvaluable().isPresent() || check.isEmpty() || related.isEmpty()) {
      return;
    }
    ResourceType type = check.get().type();
    RelatedType kept = types.computeIfAbsent(type, RelatedType::new);
    PlanContext context =
        PlanContext.ofRule(
                type, policy.parameters(), policy.policyFunction(), aliases, new SharedLeaves())
            .ofExistence(type, kept.leaves());
    Test condition =
        related.get().condition().map(Planner.forMatching(context)::plan).orElse(Test.TRUE);
    boolean needsEvaluated = context.asksEvaluated();
    int slot = kept.slotOf(condition, needsEvaluated);
    String scope = scopeOf(related.get(), policy);
    Set<String> evaluated = new HashSet<>();
    boolean bounded = gatherTypes(policy.definition().rule().condition(), policy, evaluated);
    if (bounded && !evaluated.isEmpty()) {
      evaluated.forEach(name -> kept.lookedForBy(ResourceType.of(name), scope));
    } else {
      kept.lookedForByAny();
    }
    plans.put(policy, new ExistencePlan(related.get(), type, condition, slot, needsEvaluated));
  }

  static String scopeOf(PolicyRule.Related related, PlannedPolicy policy) {
    return related
        .existenceScope()
        .flatMap(scope -> scope.constantText(policy.parameters()::get))
        .orElse("ResourceGroup");
  }

  /** The types that a rule names; false when it may mean others that it does not name. */
  private static boolean gatherTypes(Condition condition, PlannedPolicy policy, Set<String> types) {
    return switch (condition) {
      case Condition.AllOf(List<Condition> all) -> {
        boolean any = false;
        for (Condition one : all) {
          any |= gatherTypes(one, policy, types);
        }
        yield any;
      }
      case Condition.AnyOf(List<Condition> some) -> {
        boolean every = !some.isEmpty();
        for (Condition one : some) {
          every &= gatherTypes(one, policy, types);
        }
        yield every;
      }
      case Condition.Not not -> false;
      case Condition.Leaf leaf -> gatherTypes(leaf, policy, types);
    };
  }

  private static boolean gatherTypes(Condition.Leaf leaf, PlannedPolicy policy, Set<String> types) {
    if (!(leaf.operand()
            instanceof Condition.Operand.Field(Template.Constant(StringValue(String field))))
        || !field.equalsIgnoreCase("type")) {
      return false;
    }
    Optional<String> text = leaf.expected().constantText(policy.parameters()::get);
    if (leaf.operator() == Operator.EQUALS && text.isPresent()) {
      types.add(text.get());
      return true;
    }
    if (leaf.operator() == Operator.IN
        && leaf.expected() instanceof Template.Constant(ArrayValue(List<Value> items))) {
      items.forEach(item -> types.add(item.textOr("")));
      return true;
    }
    return false;
  }

  Map<ResourceType, RelatedType> types() {
    return Map.copyOf(types);
  }

  Map<PlannedPolicy, ExistencePlan> plans() {
    return Map.copyOf(plans);
  }
}
