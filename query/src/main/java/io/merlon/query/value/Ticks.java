package io.merlon.query.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Points in time and spans of time as 100 nanoseconds, the former since 1970. */
public final class Ticks {
  public static final long SECOND = 10_000_000;
  public static final long DAY = 86_400 * SECOND;
  private static final int LONGEST_TEXT = 64;
  private static final long NANOS = 100;

  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT);
  private static final DateTimeFormatter WRITE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Digits are bounded, and no part can be matched in two ways. */
  private static final Pattern SPAN =
      Pattern.compile(
          "(-?)(?:(\\d{1,8})\\.)?(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,7}))?)?");

  private static final Pattern WITH_UNIT = Pattern.compile("(-?\\d{1,12}(?:\\.\\d{1,7})?)([a-z]+)");
  private static final Pattern DAYS = Pattern.compile("-?\\d{1,8}");

  private Ticks() {}

  /** The point in time, cut to 100 nanoseconds. */
  public static long of(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), SECOND), instant.getNano() / NANOS);
  }

  public static Instant instant(long ticks) {
    return Instant.ofEpochSecond(
        Math.floorDiv(ticks, SECOND), Math.floorMod(ticks, SECOND) * NANOS);
  }

  /** A date, with or without a time and an offset; without one it is UTC. */
  public static OptionalLong parsePoint(String text) {
    String given = text.strip();
    if (given.isEmpty() || given.length() > LONGEST_TEXT || !Character.isDigit(given.charAt(0))) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(
          of(
              given.length() <= "2024-01-01".length()
                  ? LocalDate.parse(given).atStartOfDay(ZoneOffset.UTC).toInstant()
                  : OffsetDateTime.parse(given, READ).toInstant()));
    } catch (DateTimeException | ArithmeticException notATime) {
      return OptionalLong.empty();
    }
  }

  /** A span as {@code 1.02:03:04.5}, {@code 02:03}, {@code 90m} or a number of days. */
  public static OptionalLong parseSpan(String text) {
    String given = text.strip().toLowerCase(Locale.ROOT);
    Matcher unit = WITH_UNIT.matcher(given);
    if (unit.matches() && TimeUnits.knows(unit.group(2))) {
      return times(unit.group(1), unit.group(2));
    }
    if (DAYS.matcher(given).matches()) {
      return times(given, "d");
    }
    Matcher parts = SPAN.matcher(given);
    if (!parts.matches()) {
      return OptionalLong.empty();
    }
    long ticks =
        number(parts.group(2)) * DAY
            + number(parts.group(3)) * 3_600 * SECOND
            + number(parts.group(4)) * 60 * SECOND
            + number(parts.group(5)) * SECOND
            + fraction(parts.group(6));
    return OptionalLong.of(parts.group(1).isEmpty() ? ticks : -ticks);
  }

  /** So many of a unit; nothing when that is too long. */
  public static OptionalLong times(String number, String unit) {
    double ticks = Double.parseDouble(number) * TimeUnits.of(unit);
    return Math.abs(ticks) < Long.MAX_VALUE / 2.0
        ? OptionalLong.of(Math.round(ticks))
        : OptionalLong.empty();
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static long fraction(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong((digits + "000000").substring(0, 7));
  }

  public static String pointText(long ticks) {
    return WRITE.format(instant(ticks));
  }

  public static String spanText(long ticks) {
    long all = Math.abs(ticks);
    long days = all / DAY;
    long seconds = all / SECOND % 86_400;
    long rest = all % SECOND;
    return (ticks < 0 ? "-" : "")
        + (days > 0 ? days + "." : "")
        + "%02d:%02d:%02d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60)
        + (rest > 0 ? ".%07d".formatted(rest) : "");
  }
}
