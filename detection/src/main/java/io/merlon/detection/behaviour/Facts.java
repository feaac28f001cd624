package io.merlon.detection.behaviour;

import io.merlon.model.IntegerValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.PropertyName;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * An event's fields by their names, where recorders put them: at the top, where Windows does
 * ({@code Event.EventData}, {@code Event.System}), and where its shippers do ({@code
 * winlog.event_data}, {@code winlog}). Names are made once, so asking costs a few comparisons.
 */
final class Facts {
  private static final PropertyName EVENT = PropertyName.of("Event");
  private static final PropertyName EVENT_DATA = PropertyName.of("EventData");
  private static final PropertyName SYSTEM = PropertyName.of("System");
  private static final PropertyName WINLOG = PropertyName.of("winlog");
  private static final PropertyName WINLOG_DATA = PropertyName.of("event_data");
  private static final PropertyName TEXT = PropertyName.of("#text");

  private final List<ObjectValue> places = new ArrayList<>(3);

  Facts(ObjectValue event) {
    places.add(event);
    add(event.get(EVENT), EVENT_DATA, SYSTEM);
    if (event.get(WINLOG) instanceof ObjectValue winlog) {
      add(winlog, WINLOG_DATA);
      places.add(winlog);
    }
  }

  private void add(Value parent, PropertyName... names) {
    if (parent instanceof ObjectValue object) {
      for (PropertyName name : names) {
        if (object.get(name) instanceof ObjectValue inner) {
          places.add(inner);
        }
      }
    }
  }

  /** The text of the first of these fields that has one; empty where none has. */
  String text(PropertyName... names) {
    for (PropertyName name : names) {
      for (ObjectValue place : places) {
        String text = text(place.get(name));
        if (!text.isEmpty()) {
          return text;
        }
      }
    }
    return "";
  }

  /** The text below a path of the event; empty where there is none. */
  String below(PropertyName... path) {
    Value at = places.getFirst();
    for (PropertyName name : path) {
      at = at instanceof ObjectValue object ? object.get(name) : ObjectValue.EMPTY;
    }
    return text(at);
  }

  boolean has(PropertyName name) {
    return !places.getFirst().get(name).isAbsent();
  }

  private static String text(Value value) {
    return switch (value) {
      case StringValue(String text) -> text.equals("-") ? "" : text;
      case IntegerValue number -> number.toString();
      case ObjectValue object -> object.get(TEXT).textOr("");
      default -> "";
    };
  }
}
