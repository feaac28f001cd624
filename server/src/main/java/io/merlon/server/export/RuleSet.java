package io.merlon.server.export;

import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.DecimalValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Conditions of an automation that have all to hold.
 *
 * @param rules the conditions
 */
record RuleSet(List<Rule> rules) {
  RuleSet {
    rules = List.copyOf(rules);
  }

  /**
   * One condition.
   *
   * @param path the names that lead to the property: {@code properties.status.code}
   * @param operator how it is compared, in lower case
   * @param expected what it is compared with
   */
  record Rule(List<String> path, String operator, String expected) {
    private static final List<String> OPERATORS =
        List.of(
            "equals",
            "notequals",
            "contains",
            "startswith",
            "endswith",
            "greaterthan",
            "greaterthanorequalto",
            "lesserthan",
            "lesserthanorequalto");

    Rule {
      path = List.copyOf(path);
    }

    boolean isKnown() {
      return OPERATORS.contains(operator);
    }

    boolean holds(Value document) {
      Value found = document;
      for (String name : path) {
        found = found.get(name);
      }
      String actual = text(found).toLowerCase(Locale.ROOT);
      String wanted = expected.toLowerCase(Locale.ROOT);
      return switch (operator) {
        case "equals" -> actual.equals(wanted);
        case "notequals" -> !actual.equals(wanted);
        case "contains" -> actual.contains(wanted);
        case "startswith" -> actual.startsWith(wanted);
        case "endswith" -> actual.endsWith(wanted);
        case "greaterthan" -> compare(actual, wanted).filter(order -> order > 0).isPresent();
        case "greaterthanorequalto" ->
            compare(actual, wanted).filter(order -> order >= 0).isPresent();
        case "lesserthan" -> compare(actual, wanted).filter(order -> order < 0).isPresent();
        case "lesserthanorequalto" ->
            compare(actual, wanted).filter(order -> order <= 0).isPresent();
        default -> false;
      };
    }

    private static String text(Value value) {
      return switch (value) {
        case StringValue(String text) -> text;
        case IntegerValue(long number) -> Long.toString(number);
        case DecimalValue(BigDecimal number) -> number.toPlainString();
        case BooleanValue bool -> Boolean.toString(bool.isTrue());
        default -> "";
      };
    }

    private static Optional<Integer> compare(String one, String other) {
      try {
        return Optional.of(new BigDecimal(one).compareTo(new BigDecimal(other)));
      } catch (NumberFormatException noNumbers) {
        return Optional.empty();
      }
    }
  }

  static RuleSet read(Value set) {
    return new RuleSet(
        items(set.get("rules")).stream()
            .map(rule ->
                new Rule(
                    List.of(rule.get("propertyJPath").textOr("").split("\\.")),
                    rule.get("operator").textOr("").toLowerCase(Locale.ROOT),
                    rule.get("expectedValue").textOr("")))
            .toList());
  }

  static List<Value> items(Value value) {
    return value instanceof ArrayValue(List<Value> items) ? items : List.of();
  }

  boolean holds(Value document) {
    return rules.stream().allMatch(rule -> rule.holds(document));
  }
}
