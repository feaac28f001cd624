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
          "policy");

  /** What an effect applies later: evaluated then, and shown as it was written. */
  private static final Set<String> APPLIED_LATER = Set.of("condition", "field");

  private final SyntaxProblems problems;
  private final TemplateParser details;
  private final ConditionParser conditions;
  private final ConditionParser existenceConditions;

  /**
   * A parser that speaks these words.
   *
   * @param inConditions what conditions may speak of
   * @param inDetails what the effect and its details may speak of
   */
  public RuleParser(Vocabulary inConditions, Vocabulary inDetails, SyntaxProblems problems) {
    this.problems = problems;
    this.details = new TemplateParser(inDetails, problems);
    this.conditions = new ConditionParser(inConditions, problems);
    this.existenceConditions = new ConditionParser(inDetails, problems);
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
    Template effect = details.parse(effectText, pointer + "/then/effect");
    if (effect instanceof Template.Constant && PolicyEffect.of(effectText.text()).isEmpty()) {
      problems.add(pointer + "/then/effect", "unknown effect '" + effectText.text() + "'");
    }
    Value written = then.get("details");
    String below = pointer + "/then/details";
    Optional<Template> ours =
        written.isNullOrAbsent()
            ? Optional.empty()
            : Optional.of(details.parse(withoutForeign(written), below));
    Optional<PolicyRule.Related> related =
        written instanceof ObjectValue object && object.get("type") instanceof StringValue
            ? Optional.of(related(object, below))
            : Optional.empty();
    return Optional.of(new PolicyRule(condition, effect, ours, related));
  }

  private PolicyRule.Related related(ObjectValue written, String pointer) {
    Value condition = written.get("existenceCondition");
    return new PolicyRule.Related(
        details.parse(written.get("type"), pointer + "/type"),
        optional(written, "name", pointer),
        optional(written, "resourceGroupName", pointer),
        optional(written, "existenceScope", pointer),
        condition.isAbsent()
            ? Optional.empty()
            : Optional.of(existenceConditions.parse(condition, pointer + "/existenceCondition")));
  }

  private Optional<Template> optional(ObjectValue written, String name, String pointer) {
    Value value = written.get(name);
    return value.isNullOrAbsent()
        ? Optional.empty()
        : Optional.of(details.parse(value, pointer + '/' + name));
  }

  /** The details with texts of other languages doubled in their bracket, so that they stay text. */
  private static Value withoutForeign(Value details) {
    return switch (details) {
      case ObjectValue object -> {
        ObjectValue.Builder kept = ObjectValue.builder();
        for (int i = 0; i < object.size(); i++) {
          String name = object.nameAt(i).text();
          Value value = object.valueAt(i);
          String folded = name.toLowerCase(Locale.ROOT);
          if (APPLIED_LATER.contains(folded) && value instanceof StringValue(String text)) {
            kept.put(name, text.startsWith("[") ? "[" + text : text);
          } else if (!NOT_OURS.contains(folded)) {
            kept.put(name, withoutForeign(value));
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
