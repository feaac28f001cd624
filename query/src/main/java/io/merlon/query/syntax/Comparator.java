package io.merlon.query.syntax;

import java.util.Arrays;
import java.util.Optional;

/** Operators between two values that give true or false. */
public enum Comparator {
  EQUAL("==", false),
  NOT_EQUAL("!=", true),
  LESS("<", false),
  LESS_OR_EQUAL("<=", false),
  GREATER(">", false),
  GREATER_OR_EQUAL(">=", false),
  SAME("=~", false),
  NOT_SAME("!~", true),
  HAS("has", false),
  NOT_HAS("!has", true),
  HAS_CASED("has_cs", false),
  NOT_HAS_CASED("!has_cs", true),
  HAS_PREFIX("hasprefix", false),
  NOT_HAS_PREFIX("!hasprefix", true),
  HAS_SUFFIX("hassuffix", false),
  NOT_HAS_SUFFIX("!hassuffix", true),
  CONTAINS("contains", false),
  NOT_CONTAINS("!contains", true),
  CONTAINS_CASED("contains_cs", false),
  NOT_CONTAINS_CASED("!contains_cs", true),
  STARTS_WITH("startswith", false),
  NOT_STARTS_WITH("!startswith", true),
  STARTS_WITH_CASED("startswith_cs", false),
  NOT_STARTS_WITH_CASED("!startswith_cs", true),
  ENDS_WITH("endswith", false),
  NOT_ENDS_WITH("!endswith", true),
  ENDS_WITH_CASED("endswith_cs", false),
  NOT_ENDS_WITH_CASED("!endswith_cs", true),
  MATCHES_REGEX("matches regex", false);

  private final String symbol;
  private final boolean negated;

  Comparator(String symbol, boolean negated) {
    this.symbol = symbol;
    this.negated = negated;
  }

  public String symbol() {
    return symbol;
  }

  /** Whether it is true where the operator without its {@code !} is false. */
  public boolean isNegated() {
    return negated;
  }

  /** Whether it is one of order or equality, for values of any type. */
  public boolean isOrder() {
    return switch (this) {
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
      default -> false;
    };
  }

  static Optional<Comparator> of(String symbol) {
    return Arrays.stream(values()).filter(one -> one.symbol.equals(symbol)).findFirst();
  }
}
