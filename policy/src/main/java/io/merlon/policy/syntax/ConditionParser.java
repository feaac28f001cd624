package io.merlon.policy.syntax;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the conditions of a rule. Whatever is wrong is a problem and reads as never true. */
final class ConditionParser {
  private static final int MAX_DEPTH = 64;
  private static final Condition NEVER = new Condition.AnyOf(List.of());

  private final TemplateParser inCounts;
  private final TemplateParser outsideCounts;
  private final SyntaxProblems problems;
  private int counts;

  ConditionParser(Vocabulary vocabulary, SyntaxProblems problems) {
    this.inCounts = new TemplateParser(vocabulary, problems);
    this.outsideCounts =
        new TemplateParser(
            call ->
                call.function().equalsIgnoreCase("current")
                    ? Optional.of("current() belongs in the 'where' of a count")
                    : vocabulary.objectionTo(call),
            problems);
    this.problems = problems;
  }

  private TemplateParser templates() {
    return counts > 0 ? inCounts : outsideCounts;
  }

  Condition parse(Value value, String pointer) {
    return parse(value, pointer, 0);
  }

  private Condition parse(Value value, String pointer, int depth) {
    if (depth > MAX_DEPTH) {
      return wrong(pointer, "conditions are nested deeper than " + MAX_DEPTH);
    }
    if (!(value instanceof ObjectValue object)) {
      return wrong(pointer, "a condition is an object, not " + kind(value));
    }
    if (object.size() == 0) {
      return wrong(pointer, "the condition is empty");
    }
    for (String form : List.of("allOf", "anyOf", "not")) {
      Value inner = object.get(form);
      if (!inner.isAbsent()) {
        return object.size() == 1
            ? logical(form, inner, pointer, depth)
            : wrong(pointer, form + " stands alone: other keys beside it belong inside");
      }
    }
    return leaf(object, pointer, depth);
  }

  private Condition logical(String form, Value inner, String pointer, int depth) {
    String below = pointer + '/' + form;
    if (form.equals("not")) {
      return new Condition.Not(parse(inner, below, depth + 1));
    }
    if (!(inner instanceof ArrayValue(List<Value> items))) {
      return wrong(below, form + " takes an array of conditions, not " + kind(inner));
    }
    List<Condition> conditions = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      conditions.add(parse(items.get(i), below + '/' + i, depth + 1));
    }
    return form.equals("allOf") ? new Condition.AllOf(conditions) : new Condition.AnyOf(conditions);
  }

  private Condition leaf(ObjectValue object, String pointer, int depth) {
    Optional<Condition.Operand> operand = Optional.empty();
    Optional<Operator> operator = Optional.empty();
    Template expected = new Template.Constant(StringValue.EMPTY);
    for (int i = 0; i < object.size(); i++) {
      String key = object.nameAt(i).text();
      Value value = object.valueAt(i);
      String below = SyntaxProblems.below(pointer, key);
      switch (key.toLowerCase(Locale.ROOT)) {
        case "field", "value", "count", "source" -> {
          if (operand.isPresent()) {
            return wrong(below, "a condition compares one of field, value, count or source");
          }
          operand = operand(key.toLowerCase(Locale.ROOT), value, below, depth);
          if (operand.isEmpty()) {
            return NEVER;
          }
        }
        default -> {
          Optional<Operator> known = Operator.of(key);
          if (known.isEmpty()) {
            return wrong(below, "unknown operator or key '" + key + "'");
          }
          if (operator.isPresent()) {
            return wrong(
                below,
                "a condition has one operator, and '"
                    + operator.get().label()
                    + "' stands here too");
          }
          operator = known;
          expected = templates().parse(value, below);
        }
      }
    }
    if (operand.isEmpty()) {
      return wrong(pointer, "nothing is compared: field, value or count is missing");
    }
    if (operator.isEmpty()) {
      return wrong(pointer, "the operator is missing");
    }
    return new Condition.Leaf(operand.get(), operator.get(), expected, pointer);
  }

  private Optional<Condition.Operand> operand(String key, Value value, String pointer, int depth) {
    return switch (key) {
      case "field" -> {
        if (!(value instanceof StringValue)) {
          wrong(pointer, "a field is named by a string, not by " + kind(value));
          yield Optional.empty();
        }
        yield Optional.of(new Condition.Operand.Field(templates().parse(value, pointer)));
      }
      case "source" -> {
        if (!value.textOr("").equalsIgnoreCase("action")) {
          wrong(pointer, "the only source is 'action'");
          yield Optional.empty();
        }
        // What is assessed is always what a write left behind.
        Expression type = new Expression.Call("field", List.of(text("type")));
        Expression action = new Expression.Call("concat", List.of(type, text("/write")));
        yield Optional.of(new Condition.Operand.OfValue(new Template.Dynamic(action, "source")));
      }
      case "value" -> Optional.of(new Condition.Operand.OfValue(templates().parse(value, pointer)));
      default -> count(value, pointer, depth);
    };
  }

  private static Expression text(String text) {
    return new Expression.Literal(new StringValue(text));
  }

  private Optional<Condition.Operand> count(Value value, String pointer, int depth) {
    if (!(value instanceof ObjectValue object)) {
      wrong(pointer, "count is an object with field or value, not " + kind(value));
      return Optional.empty();
    }
    for (int i = 0; i < object.size(); i++) {
      String key = object.nameAt(i).text();
      if (!List.of("field", "value", "name", "where").contains(key.toLowerCase(Locale.ROOT))) {
        wrong(
            SyntaxProblems.below(pointer, key),
            "count has field or value, name and where, not '" + key + "'");
        return Optional.empty();
      }
    }
    Value field = object.get("field");
    Value array = object.get("value");
    Value name = object.get("name");
    counts++;
    Optional<Condition> where =
        object.get("where").isAbsent()
            ? Optional.empty()
            : Optional.of(parse(object.get("where"), pointer + "/where", depth + 1));
    counts--;
    if (field.isAbsent() == array.isAbsent()) {
      wrong(pointer, "count needs either field or value");
      return Optional.empty();
    }
    if (!name.isAbsent() && (!(name instanceof StringValue) || array.isAbsent())) {
      wrong(pointer + "/name", "a name is a string, and goes with value only");
      return Optional.empty();
    }
    if (!array.isAbsent()) {
      Template items = templates().parse(array, pointer + "/value");
      return Optional.of(new Condition.Operand.ValueCount(items, name.textOr("default"), where));
    }
    if (!(field instanceof StringValue)) {
      wrong(pointer + "/field", "a field is named by a string, not by " + kind(field));
      return Optional.empty();
    }
    Template alias = templates().parse(field, pointer + "/field");
    return Optional.of(new Condition.Operand.FieldCount(alias, where));
  }

  private Condition wrong(String pointer, String reason) {
    problems.add(pointer, reason);
    return NEVER;
  }

  static String kind(Value value) {
    return switch (value) {
      case ObjectValue o -> "an object";
      case ArrayValue a -> "an array";
      case StringValue s -> "a string";
      case io.merlon.model.NumberValue n -> "a number";
      case io.merlon.model.BooleanValue b -> "a boolean";
      case io.merlon.model.NullValue n -> "null";
      case io.merlon.model.AbsentValue a -> "nothing";
    };
  }
}
