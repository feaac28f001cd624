package io.merlon.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A part of the language, evaluated as its documentation reads, with no plan: conditions of three
 * values, groups, and joins by nested loops.
 */
final class NaiveQuery {
  private NaiveQuery() {}

  /** A row: a text, which is never null, and a number, which may be. */
  record Row(String id, String text, Optional<Long> number) {}

  /** A condition that can be written and evaluated; empty is null. */
  sealed interface Condition {
    String text();

    Optional<Boolean> holds(Row row);
  }

  record TextTest(String operator, String value) implements Condition {
    @Override
    public String text() {
      return "s " + operator + " '" + value + "'";
    }

    @Override
    public Optional<Boolean> holds(Row row) {
      String a = row.text();
      String x = a.toLowerCase(Locale.ROOT);
      String y = value.toLowerCase(Locale.ROOT);
      return Optional.of(
          switch (operator) {
            case "==" -> a.equals(value);
            case "!=" -> !a.equals(value);
            case "=~" -> x.equals(y);
            case "!~" -> !x.equals(y);
            case "contains" -> x.contains(y);
            case "!contains" -> !x.contains(y);
            case "startswith" -> x.startsWith(y);
            case "endswith" -> x.endsWith(y);
            case "has" -> y.isEmpty() || List.of(x.split("[^a-z0-9]")).contains(y);
            default -> throw new AssertionError(operator);
          });
    }
  }

  record NumberTest(String operator, long value) implements Condition {
    @Override
    public String text() {
      return "n " + operator + " " + value;
    }

    @Override
    public Optional<Boolean> holds(Row row) {
      if (row.number().isEmpty()) {
        return switch (operator) {
          case "==" -> Optional.of(false);
          case "!=" -> Optional.of(true);
          default -> Optional.empty();
        };
      }
      int order = Long.compare(row.number().get(), value);
      return Optional.of(
          switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw new AssertionError(operator);
          });
    }
  }

  record Not(Condition inner) implements Condition {
    @Override
    public String text() {
      return "not(" + inner.text() + ")";
    }

    @Override
    public Optional<Boolean> holds(Row row) {
      return inner.holds(row).map(held -> !held);
    }
  }

  record Both(boolean and, Condition left, Condition right) implements Condition {
    @Override
    public String text() {
      return "(" + left.text() + (and ? " and " : " or ") + right.text() + ")";
    }

    @Override
    public Optional<Boolean> holds(Row row) {
      Optional<Boolean> a = left.holds(row);
      Optional<Boolean> b = right.holds(row);
      Optional<Boolean> deciding = Optional.of(!and);
      if (a.equals(deciding) || b.equals(deciding)) {
        return deciding;
      }
      return a.isEmpty() || b.isEmpty() ? Optional.empty() : Optional.of(and);
    }
  }

  static List<Row> where(List<Row> rows, Condition condition) {
    return rows.stream().filter(row -> condition.holds(row).equals(Optional.of(true))).toList();
  }

  /** {@code count, sum, min, max, dcount} of the number by the text, ordered by the text. */
  static List<String> summarize(List<Row> rows) {
    TreeMap<String, List<Row>> groups =
        rows.stream().collect(Collectors.groupingBy(Row::text, TreeMap::new, Collectors.toList()));
    List<String> result = new ArrayList<>();
    groups.forEach((text, group) -> {
      List<Long> numbers = group.stream().flatMap(row -> row.number().stream()).toList();
      result.add(
          String.join(
              "|",
              text,
              Integer.toString(group.size()),
              Long.toString(numbers.stream().mapToLong(Long::longValue).sum()),
              Objects.toString(numbers.stream().min(Long::compare).orElse(null)),
              Objects.toString(numbers.stream().max(Long::compare).orElse(null)),
              Long.toString(numbers.stream().distinct().count())));
    });
    return result;
  }

  /** The ids of both sides where the keys are equal; the key of a row is null or a text. */
  static List<String> join(
      String kind, List<Row> left, List<Row> right, Function<Row, Optional<?>> key) {
    List<String> pairs = new ArrayList<>();
    List<Object> seen = new ArrayList<>();
    for (Row a : left) {
      if (kind.equals("innerunique")) {
        if (key.apply(a).isPresent() && seen.contains(key.apply(a).get())) {
          continue;
        }
        key.apply(a).ifPresent(seen::add);
      }
      List<Row> matches =
          right.stream()
              .filter(b -> key.apply(a).isPresent() && key.apply(a).equals(key.apply(b)))
              .toList();
      matches.forEach(b -> pairs.add(a.id() + "|" + b.id()));
      if (matches.isEmpty() && kind.equals("leftouter")) {
        pairs.add(a.id() + "|");
      }
    }
    return pairs;
  }
}
