package io.merlon.detection;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is asked of one value. */
public sealed interface Predicate {
  /** The value as text fits the pattern, the case of letters ignored unless {@code cased}. */
  record Text(TextPattern pattern, boolean cased) implements Predicate {}

  /** One of several encodings or spellings of the same text is there. */
  record OneOf(List<Predicate> alternatives) implements Predicate {}

  /** The expression is found somewhere in the value. */
  record Regex(String expression, Set<RegexFlag> flags) implements Predicate {}

  /** The value is an address in this range, as in {@code 10.0.0.0/8}. */
  record Cidr(String range) implements Predicate {}

  /** The field is there, or is not. */
  record Exists(boolean expected) implements Predicate {}

  /** The value equals, or stands in such a place of, another field's value. */
  record SameAs(String otherField, Position position, boolean cased) implements Predicate {}

  /** The value as a number, or a part of it as a time, compares so. */
  record Compares(Comparison comparison, BigDecimal to, @Nullable TimePart part)
      implements Predicate {}

  /** The value is this truth value. */
  record IsBoolean(boolean expected) implements Predicate {}

  /** The field is null or missing. */
  record IsNull() implements Predicate {}

  /** Flags of a regular expression: ignore case, lines, dot matches all. */
  enum RegexFlag {
    I,
    M,
    S
  }

  /** Where one text stands in another. */
  enum Position {
    WHOLE,
    START,
    END,
    ANYWHERE
  }

  /** Orders of numbers. */
  enum Comparison {
    EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    LESS,
    LESS_OR_EQUAL
  }

  /** Parts of a time. */
  enum TimePart {
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH,
    YEAR
  }
}
