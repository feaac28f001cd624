package io.merlon.policy;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceType;
import io.merlon.model.Value;
import io.merlon.policy.evaluate.Evaluation;
import io.merlon.policy.evaluate.PlanContext;
import io.merlon.policy.evaluate.Planner;
import io.merlon.policy.evaluate.SharedLeaves;
import io.merlon.policy.syntax.TemplateParser;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Gives parameters their values: what is passed, else the default; and checks what is passed. */
final class ParameterBinder {
  private final String source;
  private final Consumer<PolicyProblem> problems;
  private boolean failed;

  ParameterBinder(String source, Consumer<PolicyProblem> problems) {
    this.source = source;
    this.problems = problems;
  }

  boolean failed() {
    return failed;
  }

  /**
   * The values of the declared parameters.
   *
   * @param owner what declares them, for messages
   * @param passed parameter name to {@code {"value": ...}}
   */
  ObjectValue bind(String owner, List<PolicyParameter> declared, ObjectValue passed) {
    ObjectValue.Builder bound = ObjectValue.builder();
    for (PolicyParameter parameter : declared) {
      Value given = passed.get(parameter.name()).get("value");
      Value value = given.isAbsent() ? parameter.defaultValue() : given;
      String pointer = "/properties/parameters/" + parameter.name();
      if (value.isAbsent()) {
        problem(
            pointer,
            "nothing is passed for the parameter '"
                + parameter.name()
                + "' of "
                + owner
                + ", and it has no default");
      } else if (!given.isNullOrAbsent() && !parameter.type().accepts(given)) {
        problem(
            pointer,
            "what is passed for '"
                + parameter.name()
                + "' of "
                + owner
                + " is not of type "
                + parameter.type().name().toLowerCase(Locale.ROOT));
      } else if (!isAllowed(value, parameter.allowedValues())) {
        problem(
            pointer, value + " is not an allowed value of '" + parameter.name() + "' of " + owner);
      } else {
        bound.put(parameter.name(), value);
      }
    }
    for (int i = 0; i < passed.size(); i++) {
      String name = passed.nameAt(i).text();
      if (declared.stream().noneMatch(p -> p.name().equalsIgnoreCase(name))) {
        problem("/properties/parameters/" + name, owner + " has no parameter '" + name + "'");
      }
    }
    return bound.build();
  }

  private static boolean isAllowed(Value value, List<Value> allowed) {
    if (allowed.isEmpty()) {
      return true;
    }
    return value instanceof ArrayValue(List<Value> items)
        ? items.stream().allMatch(item -> isOneOf(item, allowed)) || isOneOf(value, allowed)
        : isOneOf(value, allowed);
  }

  private static boolean isOneOf(Value value, List<Value> allowed) {
    return allowed.stream().anyMatch(a -> a.toString().equalsIgnoreCase(value.toString()));
  }

  /** What an initiative passes on, its expressions resolved with the initiative's own values. */
  ObjectValue handDown(PolicyReference reference, ObjectValue initiativeValues) {
    PlanContext context =
        PlanContext.ofRule(
            ResourceType.of(""),
            initiativeValues,
            initiativeValues,
            AliasTable.EMPTY,
            new SharedLeaves());
    TemplateParser templates = new TemplateParser(call -> Optional.empty(), this::problem);
    Value passed =
        Planner.forMatching(context)
            .valueOf(
                templates.parse(reference.parameters(), "/properties/parameters"),
                Evaluation.ofNothing());
    return passed instanceof ObjectValue object ? object : ObjectValue.EMPTY;
  }

  private void problem(String pointer, String reason) {
    failed = true;
    problems.accept(new PolicyProblem(source, pointer, reason));
  }
}
