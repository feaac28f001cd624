package io.merlon.policy;

import io.merlon.model.AbsentValue;
import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The reference: interprets a rule's JSON as it is written, step by step, with no plan, no sharing
 * and no folding. It knows the part of the language that {@link EngineEqualsReferenceTest} makes.
 */
final class NaiveInterpreter {
  private final ObjectValue resource;

  NaiveInterpreter(ObjectValue resource) {
    this.resource = resource;
  }

  boolean holds(Value condition) {
    return holds(condition, "", AbsentValue.ABSENT);
  }

  /** In a count the scope is the array's name, and the item stands for all of it. */
  private boolean holds(Value condition, String scope, Value item) {
    if (condition.get("allOf") instanceof ArrayValue(List<Value> all)) {
      return all.stream().allMatch(one -> holds(one, scope, item));
    }
    if (condition.get("anyOf") instanceof ArrayValue(List<Value> any)) {
      return any.stream().anyMatch(one -> holds(one, scope, item));
    }
    if (!condition.get("not").isAbsent()) {
      return !holds(condition.get("not"), scope, item);
    }
    if (condition.get("count") instanceof ObjectValue count) {
      String array = count.get("field").textOr("");
      long met =
          select(resource, array.replace("[*]", "")).stream()
              .flatMap(v ->
                  v instanceof ArrayValue(List<Value> items)
                      ? items.stream()
                      : List.<Value>of().stream())
              .filter(one -> count.get("where").isAbsent() || holds(count.get("where"), array, one))
              .count();
      return compare(condition, new IntegerValue(met));
    }
    String field = condition.get("field").textOr("");
    List<Value> selected =
        !scope.isEmpty() && field.startsWith(scope)
            ? select(item, field.substring(scope.length()).replaceFirst("^\\.", ""))
            : select(resource, field);
    return selected.stream().allMatch(value -> compare(condition, value));
  }

  /** The values that a path selects; one absent value where a step leads nowhere. */
  private static List<Value> select(Value root, String path) {
    List<Value> values = List.of(root);
    for (String step : path.isEmpty() ? new String[0] : path.split("\\.")) {
      String name = step.replace("[*]", "");
      List<Value> next = new ArrayList<>();
      for (Value value : values) {
        Value found = value.get(name);
        if (!step.endsWith("[*]")) {
          next.add(found);
        } else if (found instanceof ArrayValue(List<Value> items)) {
          next.addAll(items);
        } else {
          next.add(AbsentValue.ABSENT);
        }
      }
      values = next;
    }
    return values;
  }

  private static boolean compare(Value condition, Value actual) {
    for (String operator :
        List.of(
            "equals",
            "notEquals",
            "in",
            "notIn",
            "contains",
            "notContains",
            "like",
            "notLike",
            "exists",
            "greater",
            "less")) {
      Value expected = condition.get(operator);
      if (!expected.isAbsent()) {
        return switch (operator) {
          case "equals" -> same(actual, expected);
          case "notEquals" -> !same(actual, expected);
          case "in" -> in(actual, expected);
          case "notIn" -> !in(actual, expected);
          case "contains" -> contains(actual, expected);
          case "notContains" -> !contains(actual, expected);
          case "like" -> like(actual, expected);
          case "notLike" -> !like(actual, expected);
          case "exists" -> actual.isNullOrAbsent() != expected.equals(BooleanValue.TRUE);
          case "greater" -> order(actual, expected) == 1;
          default -> order(actual, expected) == -1;
        };
      }
    }
    throw new AssertionError("no operator in " + condition);
  }

  private static String text(Value value) {
    return value.isNullOrAbsent() ? "" : value.textOr(value.toString()).toLowerCase(Locale.ROOT);
  }

  private static boolean isScalar(Value value) {
    return !(value instanceof ArrayValue) && !(value instanceof ObjectValue);
  }

  private static boolean same(Value a, Value b) {
    return isScalar(a) && isScalar(b) ? text(a).equals(text(b)) : a.equals(b);
  }

  private static boolean in(Value actual, Value expected) {
    return expected instanceof ArrayValue(List<Value> items)
        && items.stream().anyMatch(item -> same(actual, item));
  }

  private static boolean contains(Value actual, Value expected) {
    return switch (actual) {
      case StringValue s -> text(actual).contains(text(expected));
      case ArrayValue(List<Value> items) -> items.stream().anyMatch(item -> same(item, expected));
      default -> false;
    };
  }

  private static boolean like(Value actual, Value expected) {
    return isScalar(actual)
        && !actual.isNullOrAbsent()
        && text(actual).matches(text(expected).replace("*", ".*").replace("?", "."));
  }

  /** -1, 0 or 1 of two whole numbers, also spelled as text; 99 of anything else. */
  private static int order(Value a, Value b) {
    return text(a).matches("-?\\d+") && text(b).matches("-?\\d+")
        ? Long.compare(Long.parseLong(text(a)), Long.parseLong(text(b)))
        : 99;
  }
}
