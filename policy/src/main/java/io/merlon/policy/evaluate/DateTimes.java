package io.merlon.policy.evaluate;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** ISO 8601 dates, times and durations as policy rules use them. */
final class DateTimes {
  private DateTimes() {}

  /** The instant that the text spells: a date, or a date and time with or without an offset. */
  static Optional<OffsetDateTime> parse(String text) {
    if (!startsLikeADate(text)) {
      return Optional.empty();
    }
    String normal = text.indexOf(' ') == 10 ? text.replaceFirst(" ", "T") : text;
    try {
      if (normal.length() == 10) {
        return Optional.of(LocalDate.parse(normal).atStartOfDay().atOffset(ZoneOffset.UTC));
      }
      boolean offset =
          normal.endsWith("Z")
              || normal.endsWith("z")
              || normal.lastIndexOf('+') > 10
              || normal.lastIndexOf('-') > 10;
      return Optional.of(
          offset
              ? OffsetDateTime.parse(normal)
              : LocalDateTime.parse(normal).atOffset(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean startsLikeADate(String text) {
    if (text.length() < 10
        || text.length() > 40
        || text.charAt(4) != '-'
        || text.charAt(7) != '-') {
      return false;
    }
    for (int i = 0; i < 4; i++) {
      if (!Character.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** How two texts are ordered as points in time where both are, else the given order. */
  static int compareOr(String left, String right, int otherwise) {
    if (!startsLikeADate(left) || !startsLikeADate(right)) {
      return otherwise;
    }
    Optional<OffsetDateTime> a = parse(left);
    Optional<OffsetDateTime> b = parse(right);
    return a.isPresent() && b.isPresent()
        ? Integer.signum(a.get().toInstant().compareTo(b.get().toInstant()))
        : otherwise;
  }

  static String write(OffsetDateTime time) {
    OffsetDateTime utc = time.withOffsetSameInstant(ZoneOffset.UTC);
    return utc.getNano() == 0
        ? DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").format(utc)
        : DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").format(utc);
  }

  static String write(Instant instant) {
    return write(instant.atOffset(ZoneOffset.UTC));
  }

  /** Adds an ISO 8601 duration such as {@code -P1DT2H} to a time. */
  static OffsetDateTime add(OffsetDateTime time, String duration) {
    boolean negative = duration.startsWith("-");
    String body = negative ? duration.substring(1) : duration;
    int split = body.indexOf('T');
    String days = split < 0 ? body : body.substring(0, split);
    String hours = split < 0 ? "" : "P" + body.substring(split);
    try {
      Period period = days.length() > 1 ? Period.parse(days) : Period.ZERO;
      Duration clock = hours.isEmpty() ? Duration.ZERO : Duration.parse(hours);
      return negative ? time.minus(period).minus(clock) : time.plus(period).plus(clock);
    } catch (DateTimeException | ArithmeticException e) {
      throw new EvaluationFailure("'" + duration + "' is not an ISO 8601 duration to add");
    }
  }

  static OffsetDateTime addDays(OffsetDateTime time, long days) {
    try {
      return time.plus(days, ChronoUnit.DAYS);
    } catch (DateTimeException | ArithmeticException e) {
      throw new EvaluationFailure("adding " + days + " days leaves the calendar");
    }
  }
}
