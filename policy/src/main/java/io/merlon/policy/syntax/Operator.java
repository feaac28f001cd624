package io.merlon.policy.syntax;

import java.util.Locale;
import java.util.Optional;

/** The conditions of the language. */
public enum Operator {
  EQUALS("equals"),
  NOT_EQUALS("notEquals"),
  LIKE("like"),
  NOT_LIKE("notLike"),
  MATCH("match"),
  NOT_MATCH("notMatch"),
  MATCH_INSENSITIVELY("matchInsensitively"),
  NOT_MATCH_INSENSITIVELY("notMatchInsensitively"),
  CONTAINS("contains"),
  NOT_CONTAINS("notContains"),
  IN("in"),
  NOT_IN("notIn"),
  CONTAINS_KEY("containsKey"),
  NOT_CONTAINS_KEY("notContainsKey"),
  LESS("less"),
  LESS_OR_EQUALS("lessOrEquals"),
  GREATER("greater"),
  GREATER_OR_EQUALS("greaterOrEquals"),
  EXISTS("exists");

  private final String label;

  Operator(String label) {
    this.label = label;
  }

  /** The operator as definitions write it. */
  public String label() {
    return label;
  }

  /** The operator with this label in any case, or nothing. */
  public static Optional<Operator> of(String label) {
    String folded = label.toLowerCase(Locale.ROOT);
    for (Operator operator : values()) {
      if (operator.label.toLowerCase(Locale.ROOT).equals(folded)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }
}
