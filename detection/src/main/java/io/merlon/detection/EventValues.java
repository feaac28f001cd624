package io.merlon.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values of an event's fields, found by the names that rules use, however it was recorded. */
public final class EventValues {
  private final Event event;
  private final FieldPaths paths;

  /** For one event. */
  public EventValues(Event event) {
    this.event = event;
    this.paths = new FieldPaths(event.fields());
  }

  /** The values of a field as text; none where it is absent or null. */
  public List<String> of(String field) {
    List<String> texts = new ArrayList<>(1);
    EventFields.scalars(
        paths.find(field).in(event.fields()),
        0,
        scalar -> texts.add(FieldValue.passing(scalar).text()));
    return List.copyOf(texts);
  }

  /** The first value of a field that is not blank. */
  public Optional<String> first(String field) {
    return of(field).stream().filter(value -> !value.isBlank()).findFirst();
  }
}
