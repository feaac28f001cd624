package io.merlon.detection;

import io.merlon.model.AbsentValue;
import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.NumberValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An event's fields by the names that rules use, whatever shape it was recorded in: flat, as
 * Windows writes events ({@code Event.System}, {@code Event.EventData}), or as shippers nest them.
 */
final class EventFields {
  private static final int MAX_DEPTH = 32;

  /** What Windows' own process event calls what rules call so. */
  private static final Map<String, String> OF_PROCESS_CREATED =
      Map.of(
          "image", "NewProcessName",
          "parentimage", "ParentProcessName",
          "user", "SubjectUserName",
          "logonid", "SubjectLogonId",
          "processid", "NewProcessId",
          "parentprocessid", "ProcessId",
          "integritylevel", "MandatoryLabel");

  private final ObjectValue event;
  private final List<Value> roots = new ArrayList<>();
  private final Map<String, List<FieldValue>> known = new HashMap<>();
  private Optional<List<FieldValue>> all = Optional.empty();

  /** A value as text, and as text without case. */
  record FieldValue(Value value, String text, String folded) {
    static FieldValue of(Value value, String text) {
      return new FieldValue(value, text, text.toLowerCase(Locale.ROOT));
    }
  }

  EventFields(ObjectValue event) {
    this.event = event;
    roots.add(event);
    Value windows = event.get("Event");
    roots.add(windows.get("EventData"));
    roots.add(windows.get("System"));
    if (windows.get("UserData") instanceof ObjectValue user) {
      roots.add(user);
      for (int i = 0; i < user.size(); i++) {
        roots.add(user.valueAt(i));
      }
    }
    roots.add(event.get("winlog").get("event_data"));
    roots.add(event.get("winlog"));
  }

  /** The values of a field; none where it is absent or null. */
  List<FieldValue> of(String field) {
    List<FieldValue> values = known.get(field);
    if (values == null) {
      values = new ArrayList<>();
      gather(find(field), values, 0);
      known.put(field, values);
    }
    return values;
  }

  /** Whether the event has the field, be it null. */
  boolean has(String field) {
    return !find(field).isAbsent();
  }

  /** Every value of the event, for keywords. */
  List<FieldValue> all() {
    if (all.isEmpty()) {
      List<FieldValue> values = new ArrayList<>();
      gatherBelow(event, values, 0);
      all = Optional.of(values);
    }
    return all.get();
  }

  private Value find(String field) {
    Value direct = inRoots(field);
    if (!direct.isAbsent()) {
      return direct;
    }
    if (field.equalsIgnoreCase("Provider_Name")) {
      return first(
          inRoots("Provider").get("#attributes").get("Name"),
          inRoots("provider_name"),
          inRoots("SourceName"));
    }
    if (field.equals("EventID")) {
      return inRoots("event_id");
    }
    String alias = OF_PROCESS_CREATED.get(field.toLowerCase(Locale.ROOT));
    if (alias != null && !inRoots("NewProcessName").isAbsent()) {
      return inRoots(alias);
    }
    Value spaced = spaced(field);
    return spaced.isAbsent() && field.indexOf('.') >= 0 ? nested(field) : spaced;
  }

  /** Windows Defender says {@code Threat Name} where rules say {@code ThreatName}. */
  private Value spaced(String field) {
    if (event.get("Event").get("EventData") instanceof ObjectValue data) {
      for (int i = 0; i < data.size(); i++) {
        String name = data.nameAt(i).text();
        if (name.indexOf(' ') > 0 && name.replace(" ", "").equalsIgnoreCase(field)) {
          return data.valueAt(i);
        }
      }
    }
    return AbsentValue.ABSENT;
  }

  private static Value first(Value... values) {
    return Stream.of(values)
        .filter(value -> !value.isAbsent())
        .findFirst()
        .orElse(AbsentValue.ABSENT);
  }

  private Value inRoots(String name) {
    for (Value root : roots) {
      Value value = root.get(name);
      if (!value.isAbsent()) {
        return value;
      }
    }
    return AbsentValue.ABSENT;
  }

  private Value nested(String path) {
    for (Value root : roots) {
      Value at = root;
      for (String step : path.split("\\.", MAX_DEPTH)) {
        at = step(at, step);
      }
      if (!at.isAbsent()) {
        return at;
      }
    }
    return AbsentValue.ABSENT;
  }

  /** Into an object, or into every object of a list. */
  private static Value step(Value at, String name) {
    if (at instanceof ArrayValue(List<Value> items)) {
      List<Value> found =
          items.stream().map(item -> item.get(name)).filter(one -> !one.isAbsent()).toList();
      return found.isEmpty() ? AbsentValue.ABSENT : new ArrayValue(found);
    }
    return at.get(name);
  }

  private static void gather(Value value, List<FieldValue> into, int depth) {
    switch (value) {
      case StringValue(String text) -> into.add(FieldValue.of(value, text));
      case NumberValue number -> into.add(FieldValue.of(value, number.toString()));
      case BooleanValue truth -> into.add(FieldValue.of(value, String.valueOf(truth.isTrue())));
      case ArrayValue(List<Value> items) -> {
        if (depth < MAX_DEPTH) {
          items.forEach(item -> gather(item, into, depth + 1));
        }
      }
      case ObjectValue object -> gather(object.get("#text"), into, MAX_DEPTH);
      default -> {
        // null and absent have no text
      }
    }
  }

  private static void gatherBelow(Value value, List<FieldValue> into, int depth) {
    if (depth > MAX_DEPTH) {
      return;
    }
    if (value instanceof ObjectValue object) {
      for (int i = 0; i < object.size(); i++) {
        gatherBelow(object.valueAt(i), into, depth + 1);
      }
    } else if (value instanceof ArrayValue(List<Value> items)) {
      items.forEach(item -> gatherBelow(item, into, depth + 1));
    } else {
      gather(value, into, depth);
    }
  }
}
