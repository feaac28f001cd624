package io.merlon.query.value;

import java.util.Map;
import java.util.Optional;

/** The units that a timespan is written in, as 100 nanoseconds. */
public final class TimeUnits {
  private static final long SECOND = 10_000_000;
  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("d", 86_400 * SECOND),
          Map.entry("day", 86_400 * SECOND),
          Map.entry("days", 86_400 * SECOND),
          Map.entry("h", 3_600 * SECOND),
          Map.entry("hr", 3_600 * SECOND),
          Map.entry("hrs", 3_600 * SECOND),
          Map.entry("hour", 3_600 * SECOND),
          Map.entry("hours", 3_600 * SECOND),
          Map.entry("m", 60 * SECOND),
          Map.entry("min", 60 * SECOND),
          Map.entry("minute", 60 * SECOND),
          Map.entry("minutes", 60 * SECOND),
          Map.entry("s", SECOND),
          Map.entry("sec", SECOND),
          Map.entry("second", SECOND),
          Map.entry("seconds", SECOND),
          Map.entry("ms", SECOND / 1_000),
          Map.entry("millisecond", SECOND / 1_000),
          Map.entry("milliseconds", SECOND / 1_000),
          Map.entry("microsecond", 10L),
          Map.entry("microseconds", 10L),
          Map.entry("tick", 1L),
          Map.entry("ticks", 1L));

  private TimeUnits() {}

  public static boolean knows(String unit) {
    return UNITS.containsKey(unit);
  }

  public static long of(String unit) {
    return Optional.ofNullable(UNITS.get(unit)).orElseThrow();
  }
}
