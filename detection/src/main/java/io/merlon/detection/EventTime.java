package io.merlon.detection;

import io.merlon.model.Value;
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

  private EventTime() {}

  /** The time in the words of the event; nothing where it has none that is known. */
  public static Optional<String> of(Event event) {
    Value windows = event.fields().get("Event").get("System").get("TimeCreated").get("#attributes");
    return Stream.concat(
            Stream.of(windows.get("SystemTime")), NAMES.stream().map(event.fields()::get))
        .map(value -> value.textOr(""))
        .filter(text -> !text.isEmpty())
        .findFirst();
  }
}
