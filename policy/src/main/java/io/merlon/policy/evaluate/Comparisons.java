package io.merlon.policy.evaluate;

import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.NumberValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.syntax.Operator;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;

/**
 * How the conditions of the language compare: text in any case, numbers and booleans also with text
 * that spells them, null like a missing property and like empty text.
 */
final class Comparisons {
  private Comparisons() {}

  static boolean test(Operator operator, Value actual, Value expected) {
    return switch (operator) {
      case EQUALS -> same(actual, expected);
      case NOT_EQUALS -> !same(actual, expected);
      case LIKE -> like(actual, expected);
      case NOT_LIKE -> !like(actual, expected);
      case MATCH -> match(actual, expected, false);
      case NOT_MATCH -> !match(actual, expected, false);
      case MATCH_INSENSITIVELY -> match(actual, expected, true);
      case NOT_MATCH_INSENSITIVELY -> !match(actual, expected, true);
      case CONTAINS -> contains(actual, expected);
      case NOT_CONTAINS -> !contains(actual, expected);
      case IN -> in(actual, expected);
      case NOT_IN -> !in(actual, expected);
      case CONTAINS_KEY -> containsKey(actual, expected);
      case NOT_CONTAINS_KEY -> !containsKey(actual, expected);
      case LESS -> ordered(actual, expected, -1, -1);
      case LESS_OR_EQUALS -> ordered(actual, expected, -1, 0);
      case GREATER -> ordered(actual, expected, 1, 1);
      case GREATER_OR_EQUALS -> ordered(actual, expected, 0, 1);
      case EXISTS -> actual.isNullOrAbsent() != isTrue(expected);
    };
  }

  static boolean isTrue(Value value) {
    return switch (value) {
      case BooleanValue bool -> bool.isTrue();
      case StringValue(String text) -> text.equalsIgnoreCase("true");
      default -> false;
    };
  }

  /** Whether two values count as equal. */
  static boolean same(Value left, Value right) {
    return switch (left) {
      case StringValue(String a) ->
          switch (right) {
            case StringValue(String b) -> Folding.same(a, b);
            case NumberValue b -> spells(a, b);
            case BooleanValue b -> a.equalsIgnoreCase(b.toString());
            default -> a.isEmpty() && right.isNullOrAbsent();
          };
      case NumberValue a ->
          switch (right) {
            case NumberValue b -> NumberValue.compare(a, b) == 0;
            case StringValue(String b) -> spells(b, a);
            default -> false;
          };
      case BooleanValue a ->
          switch (right) {
            case BooleanValue b -> a == b;
            case StringValue(String b) -> b.equalsIgnoreCase(a.toString());
            default -> false;
          };
      case ArrayValue(List<Value> a) ->
          right instanceof ArrayValue(List<Value> b) && sameItems(a, b);
      case ObjectValue a -> right instanceof ObjectValue b && sameProperties(a, b);
      default -> right.isNullOrAbsent() || (right instanceof StringValue(String b) && b.isEmpty());
    };
  }

  private static boolean sameItems(List<Value> left, List<Value> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!same(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameProperties(ObjectValue left, ObjectValue right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!same(left.valueAt(i), right.get(left.nameAt(i)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean spells(String text, NumberValue number) {
    if (text.isEmpty() || text.length() > 40 || !isNumberStart(text.charAt(0))) {
      return false;
    }
    try {
      return new BigDecimal(text).compareTo(number.toBigDecimal()) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isNumberStart(char c) {
    return c == '-' || c == '+' || c == '.' || (c >= '0' && c <= '9');
  }

  private static boolean like(Value actual, Value pattern) {
    return pattern instanceof StringValue(String glob)
        && isScalar(actual)
        && Patterns.like(textOf(actual), glob);
  }

  private static boolean match(Value actual, Value pattern, boolean anyCase) {
    return pattern instanceof StringValue(String text)
        && isScalar(actual)
        && Patterns.match(textOf(actual), text, anyCase);
  }

  private static boolean contains(Value actual, Value expected) {
    return switch (actual) {
      case ArrayValue(List<Value> items) -> items.stream().anyMatch(item -> same(item, expected));
      case StringValue(String text) ->
          isScalar(expected) && Patterns.containsIgnoringCase(text, textOf(expected));
      default -> false;
    };
  }

  private static boolean in(Value actual, Value expected) {
    if (!(expected instanceof ArrayValue(List<Value> items))) {
      return false;
    }
    for (Value item : items) {
      if (same(actual, item)) {
        return true;
      }
    }
    return false;
  }

  private static boolean containsKey(Value actual, Value key) {
    return key instanceof StringValue(String name) && !actual.get(name).isAbsent();
  }

  private static boolean ordered(Value actual, Value expected, int from, int to) {
    OptionalInt order = compare(actual, expected);
    return order.isPresent() && order.getAsInt() >= from && order.getAsInt() <= to;
  }

  /** -1, 0 or 1; nothing where the two cannot be ordered. */
  static OptionalInt compare(Value left, Value right) {
    if (left instanceof NumberValue a && right instanceof NumberValue b) {
      return OptionalInt.of(NumberValue.compare(a, b));
    }
    if (left instanceof StringValue(String a) && right instanceof StringValue(String b)) {
      return OptionalInt.of(DateTimes.compareOr(a, b, Folding.compare(a, b)));
    }
    if (left instanceof NumberValue a && right instanceof StringValue(String b)) {
      return Numbers.parse(b)
          .map(n -> OptionalInt.of(NumberValue.compare(a, n)))
          .orElse(OptionalInt.empty());
    }
    if (left instanceof StringValue(String a) && right instanceof NumberValue b) {
      return Numbers.parse(a)
          .map(n -> OptionalInt.of(NumberValue.compare(n, b)))
          .orElse(OptionalInt.empty());
    }
    return OptionalInt.empty();
  }

  static boolean isScalar(Value value) {
    return value instanceof StringValue
        || value instanceof NumberValue
        || value instanceof BooleanValue;
  }

  static String textOf(Value value) {
    return value instanceof StringValue(String text) ? text : value.toString();
  }
}
