package io.merlon.detection;

import io.merlon.model.NumberValue;
import io.merlon.model.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When an event happened, where recorders write it. */
public final class EventTime {
  private static final List<String> NAMES =
      List.of(
          "@timestamp",
          "eventTime",
          "TimeCreated",
          "UtcTime",
          "time",
          "timestamp",
          "ts",
          "createdDateTime");

  private static final BigDecimal MILLIS_FROM = new BigDecimal(100_000_000_000L);
  private static final int LONGEST_NUMBER = 24;

  private EventTime() {}

  /** The time in the words of the event; nothing where it has none that is known. */
  public static Optional<String> of(Event event) {
    return values(event).map(value -> value.textOr("")).filter(text -> !text.isEmpty()).findFirst();
  }

  /**
   * The time of the event: ISO 8601, also with a blank for the T and without a zone, which then is
   * UTC, or seconds or milliseconds since 1970. Nothing where it has none that can be read.
   */
  public static Optional<Instant> instant(Event event) {
    return values(event).flatMap(value -> parse(value).stream()).findFirst();
  }

  private static Stream<Value> values(Event event) {
    Value windows = event.fields().get("Event").get("System").get("TimeCreated").get("#attributes");
    return Stream.concat(
        Stream.of(windows.get("SystemTime")), NAMES.stream().map(event.fields()::get));
  }

  private static Optional<Instant> parse(Value value) {
    String text = value instanceof NumberValue ? value.toString() : value.textOr("").strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String iso = text.replace(' ', 'T');
    for (String candidate : List.of(iso, iso + "Z")) {
      try {
        return Optional.of(OffsetDateTime.parse(candidate).toInstant());
      } catch (DateTimeException notThis) {
        // the next form
      }
    }
    return text.length() > LONGEST_NUMBER ? Optional.empty() : sinceEpoch(text);
  }

  private static Optional<Instant> sinceEpoch(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      if (number.scale() < -LONGEST_NUMBER || number.signum() < 0) {
        return Optional.empty();
      }
      BigDecimal millis = number.compareTo(MILLIS_FROM) >= 0 ? number : number.movePointRight(3);
      return Optional.of(Instant.ofEpochMilli(millis.longValue()));
    } catch (NumberFormatException | DateTimeException notOne) {
      return Optional.empty();
    }
  }
}
