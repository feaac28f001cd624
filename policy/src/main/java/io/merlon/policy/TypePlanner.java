package io.merlon.policy;

import io.merlon.model.ResourceType;
import io.merlon.model.StringValue;
import io.merlon.policy.evaluate.PlanContext;
import io.merlon.policy.evaluate.Planner;
import io.merlon.policy.evaluate.SharedLeaves;
import io.merlon.policy.evaluate.Test;
import io.merlon.policy.syntax.Condition;
import io.merlon.policy.syntax.Expression;
import io.merlon.policy.syntax.PolicyRule;
import io.merlon.policy.syntax.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans every policy for one resource type, and drops those that cannot apply to it. */
final class TypePlanner {
  private static final Set<String> CONTAINERS =
      Set.of(
          "microsoft.resources/subscriptions",
          "microsoft.resources/subscriptions/resourcegroups",
          "microsoft.resources/resourcegroups");

  private final ResourceType type;
  private final AliasTable aliases;
  private final Map<PlannedPolicy, ExistencePlan> existence;
  private final SharedLeaves leaves = new SharedLeaves();

  TypePlanner(ResourceType type, AliasTable aliases, Map<PlannedPolicy, ExistencePlan> existence) {
    this.type = type;
    this.aliases = aliases;
    this.existence = existence;
  }

  TypePlan plan(List<PlannedPolicy> policies) {
    Map<PolicyAssignment, List<TypePlan.Compiled>> byAssignment = new LinkedHashMap<>();
    boolean container = CONTAINERS.contains(type.folded());
    boolean otherResourcesType = !container && type.folded().startsWith("microsoft.resources/");
    for (PlannedPolicy policy : policies) {
      boolean indexedOnly = !policy.definition().mode().equalsIgnoreCase("All");
      if (policy.notEvaluable().isEmpty() && !otherResourcesType && !(container && indexedOnly)) {
        compile(policy)
            .ifPresent(c ->
                byAssignment.computeIfAbsent(policy.assignment(), a -> new ArrayList<>()).add(c));
      }
    }
    List<TypePlan.Assigned> assigned = new ArrayList<>();
    byAssignment.forEach((assignment, compiled) ->
        assigned.add(new TypePlan.Assigned(assignment, List.copyOf(compiled))));
    return new TypePlan(type, List.copyOf(assigned));
  }

  private Optional<TypePlan.Compiled> compile(PlannedPolicy policy) {
    PolicyRule rule = policy.definition().rule();
    PlanContext context =
        PlanContext.ofRule(type, policy.parameters(), policy.policyFunction(), aliases, leaves);
    Test condition = Planner.forMatching(context).plan(rule.condition());
    if (policy.effect().looksForRelated()) {
      return condition.equals(Test.FALSE)
          ? Optional.empty()
          : Optional.of(
              new TypePlan.Compiled(
                  policy,
                  condition,
                  Test.FALSE,
                  Optional.ofNullable(existence.get(policy))
                      .map(plan -> ExistenceSearch.of(plan, policy, type)),
                  itself(rule, context)));
    }
    Test applicable = applicable(rule.condition(), context);
    return condition.equals(Test.FALSE) && applicable.equals(Test.FALSE)
        ? Optional.empty()
        : Optional.of(
            new TypePlan.Compiled(
                policy, condition, applicable, Optional.empty(), Optional.empty()));
  }

  private Optional<Test> itself(PolicyRule rule, PlanContext context) {
    return rule.related()
        .filter(related ->
            related
                .type()
                .constantText(n -> context.parameter(n))
                .filter(t -> type.equals(ResourceType.of(t)))
                .isPresent())
        .filter(related -> related.name().filter(TypePlanner::isOwnName).isPresent())
        .map(related ->
            related.condition().map(Planner.forMatching(context)::plan).orElse(Test.TRUE));
  }

  private static boolean isOwnName(Template name) {
    return name
            instanceof
            Template.Dynamic(
                Expression.Call(String function, List<Expression> arguments),
                String text)
        && function.equalsIgnoreCase("field")
        && arguments.getFirst() instanceof Expression.Literal(StringValue(String field))
        && (field.equalsIgnoreCase("name") || field.equalsIgnoreCase("fullName"));
  }

  /** The special cases are those of "Azure Policy applicability logic". */
  private Test applicable(Condition condition, PlanContext context) {
    FieldsAsked asked = new FieldsAsked();
    asked.gather(condition);
    if (asked.location && type.folded().equals("microsoft.resources/subscriptions")) {
      return Test.FALSE;
    }
    if (!asked.type && !asked.others && (asked.kind != asked.name)) {
      return Test.TRUE;
    }
    boolean typeAndOneMore = asked.type && !asked.others && (asked.kind != asked.name);
    PlanContext deciding = typeAndOneMore ? context.decidedBy(Set.of("type")) : context;
    return Planner.forMatching(deciding).planApplicability(condition);
  }

  /** Which fields a condition asks for, by kind. */
  private static final class FieldsAsked {
    private boolean type;
    private boolean name;
    private boolean kind;
    private boolean location;
    private boolean others;

    void gather(Condition condition) {
      switch (condition) {
        case Condition.AllOf(List<Condition> all) -> all.forEach(this::gather);
        case Condition.AnyOf(List<Condition> any) -> any.forEach(this::gather);
        case Condition.Not(Condition inner) -> gather(inner);
        case Condition.Leaf leaf -> {
          String field =
              leaf.operand()
                      instanceof
                      Condition.Operand.Field(Template.Constant(StringValue(String text)))
                  ? text.toLowerCase(Locale.ROOT)
                  : "";
          switch (field) {
            case "type" -> type = true;
            case "name" -> name = true;
            case "kind" -> kind = true;
            default -> {
              location |= field.equals("location");
              others = true;
            }
          }
        }
      }
    }
  }
}
