package io.merlon.detection;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import io.merlon.model.BooleanValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Optional;

/** Compiles predicates to tests of one value. */
final class Predicates {
  private Predicates() {}

  static ValueTest compile(Predicate predicate, FieldTable table) {
    return switch (predicate) {
      case Predicate.Text(TextPattern pattern, boolean cased) -> Wildcards.compile(pattern, cased);
      case Predicate.OneOf(List<Predicate> alternatives) -> {
        List<ValueTest> tests = alternatives.stream().map(one -> compile(one, table)).toList();
        yield (value, event) -> tests.stream().anyMatch(test -> test.test(value, event));
      }
      case Predicate.Regex regex -> {
        Expression expression = Expression.compile(regex.expression(), regex.flags());
        yield (value, event) -> value.has(expression);
      }
      case Predicate.Cidr(String range) -> cidr(range);
      case Predicate.SameAs same -> {
        int other = table.number(same.otherField());
        yield (value, event) -> isSame(same, value, event.of(other));
      }
      case Predicate.Compares compares -> (value, event) -> holds(compares, value);
      case Predicate.IsBoolean(boolean expected) -> (value, event) -> is(expected, value);
      case Predicate.Exists exists -> (value, event) -> exists.expected();
      case Predicate.IsNull none -> (value, event) -> false;
    };
  }

  private static boolean is(boolean expected, FieldValue value) {
    return value.value() instanceof BooleanValue truth
        ? truth.isTrue() == expected
        : value.folded().equals(String.valueOf(expected));
  }

  private static ValueTest cidr(String range) {
    IPAddress addresses = new IPAddressString(range).getAddress();
    return (value, event) -> {
      IPAddress address = new IPAddressString(value.text().strip()).getAddress();
      return address != null && addresses != null && addresses.contains(address);
    };
  }

  private static boolean isSame(Predicate.SameAs same, FieldValue value, List<FieldValue> others) {
    for (FieldValue other : others) {
      String text = same.cased() ? value.text() : value.folded();
      String wanted = same.cased() ? other.text() : other.folded();
      boolean holds =
          switch (same.position()) {
            case WHOLE -> text.equals(wanted);
            case START -> text.startsWith(wanted);
            case END -> text.endsWith(wanted);
            case ANYWHERE -> text.contains(wanted);
          };
      if (holds) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(Predicate.Compares compares, FieldValue value) {
    Predicate.TimePart part = compares.part();
    Optional<BigDecimal> number =
        part == null ? value.number() : time(value).map(time -> BigDecimal.valueOf(of(part, time)));
    if (number.isEmpty()) {
      return false;
    }
    int order = number.get().compareTo(compares.to());
    return switch (compares.comparison()) {
      case EQUAL -> order == 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
    };
  }

  /** ISO 8601, also with a blank for the T and without a zone, which then is UTC. */
  private static Optional<OffsetDateTime> time(FieldValue value) {
    String iso = value.text().strip().replace(' ', 'T');
    for (String candidate : List.of(iso, iso + "Z")) {
      try {
        return Optional.of(OffsetDateTime.parse(candidate).withOffsetSameInstant(ZoneOffset.UTC));
      } catch (DateTimeException notThis) {
        // the next form, then none
      }
    }
    return value
        .number()
        .filter(seconds -> seconds.abs().compareTo(BigDecimal.valueOf(100_000_000_000L)) < 0)
        .map(seconds -> Instant.ofEpochSecond(seconds.longValue()).atOffset(ZoneOffset.UTC));
  }

  private static long of(Predicate.TimePart part, OffsetDateTime time) {
    return switch (part) {
      case MINUTE -> time.getMinute();
      case HOUR -> time.getHour();
      case DAY -> time.getDayOfMonth();
      case WEEK -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case MONTH -> time.getMonthValue();
      case YEAR -> time.getYear();
    };
  }
}
