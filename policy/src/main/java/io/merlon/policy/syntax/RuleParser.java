package io.merlon.policy.syntax;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.PolicyEffect;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a {@code policyRule}. */
public final class RuleParser {
  /** What is deployed or enforced elsewhere: other languages, or evaluated by the deployment. */
  private static final Set<String> NOT_OURS =
      Set.of(
          "deployment",
          "existencecondition",
          "templateinfo",
          "policyid",
          "constraint",
          "constrainttemplate",
          "values",
          "mutationinfo",
          "source",
          "policy",
          "condition");

  private final SyntaxProblems problems;
  private final TemplateParser templates;
  private final ConditionParser conditions;

  public RuleParser(Vocabulary vocabulary, SyntaxProblems problems) {
    this.problems = problems;
    this.templates = new TemplateParser(vocabulary, problems);
    this.conditions = new ConditionParser(templates, problems);
  }

  /** The rule, complete even where problems were told; nothing when a main part is missing. */
  public Optional<PolicyRule> parse(Value value, String pointer) {
    if (!(value instanceof ObjectValue rule)) {
      problems.add(pointer, "policyRule is an object, not " + ConditionParser.kind(value));
      return Optional.empty();
    }
    if (rule.get("if").isAbsent()) {
      problems.add(pointer, "the rule has no 'if'");
      return Optional.empty();
    }
    Condition condition = conditions.parse(rule.get("if"), pointer + "/if");
    if (!(rule.get("then") instanceof ObjectValue then)) {
      problems.add(pointer, "the rule has no 'then' object");
      return Optional.empty();
    }
    if (!(then.get("effect") instanceof StringValue effectText)) {
      problems.add(pointer + "/then", "the rule names no effect");
      return Optional.empty();
    }
    Template effect = templates.parse(effectText, pointer + "/then/effect");
    if (effect instanceof Template.Constant && PolicyEffect.of(effectText.text()).isEmpty()) {
      problems.add(pointer + "/then/effect", "unknown effect '" + effectText.text() + "'");
    }
    Value details = then.get("details");
    String below = pointer + "/then/details";
    Optional<Template> ours =
        details.isNullOrAbsent()
            ? Optional.empty()
            : Optional.of(templates.parse(withoutForeign(details), below));
    Optional<PolicyRule.Related> related =
        details instanceof ObjectValue object && object.get("type") instanceof StringValue
            ? Optional.of(related(object, below))
            : Optional.empty();
    return Optional.of(new PolicyRule(condition, effect, ours, related));
  }

  private PolicyRule.Related related(ObjectValue details, String pointer) {
    Value condition = details.get("existenceCondition");
    return new PolicyRule.Related(
        templates.parse(details.get("type"), pointer + "/type"),
        optional(details, "name", pointer),
        optional(details, "resourceGroupName", pointer),
        optional(details, "existenceScope", pointer),
        condition.isAbsent()
            ? Optional.empty()
            : Optional.of(conditions.parse(condition, pointer + "/existenceCondition")));
  }

  private Optional<Template> optional(ObjectValue details, String name, String pointer) {
    Value value = details.get(name);
    return value.isNullOrAbsent()
        ? Optional.empty()
        : Optional.of(templates.parse(value, pointer + '/' + name));
  }

  /** The details with texts of other languages doubled in their bracket, so that they stay text. */
  private static Value withoutForeign(Value details) {
    return switch (details) {
      case ObjectValue object -> {
        ObjectValue.Builder kept = ObjectValue.builder();
        for (int i = 0; i < object.size(); i++) {
          String name = object.nameAt(i).text();
          Value value = object.valueAt(i);
          if (!NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
            kept.put(name, withoutForeign(value));
          } else if (name.equalsIgnoreCase("condition")
              && value instanceof StringValue(String text)) {
            kept.put(name, text.startsWith("[") ? "[" + text : text);
          }
        }
        yield kept.build();
      }
      case ArrayValue(List<Value> items) ->
          new ArrayValue(items.stream().map(RuleParser::withoutForeign).toList());
      default -> details;
    };
  }
}
