package io.merlon.detection;

import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.NumberValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event's values by the numbers of the rules' fields. */
final class EventFields {
  private static final int MAX_DEPTH = 32;

  private final ObjectValue event;
  private final Shape shape;
  private final @Nullable List<FieldValue>[] known;
  private Optional<List<FieldValue>> all = Optional.empty();

  @SuppressWarnings({"unchecked", "rawtypes"})
  EventFields(ObjectValue event, Shape shape) {
    this.event = event;
    this.shape = shape;
    this.known = new List[shape.fields()];
  }

  /** The values of a field; none where it is absent or null. */
  List<FieldValue> of(int field) {
    List<FieldValue> values = known[field];
    if (values == null) {
      values = gathered(shape.path(field).in(event));
      known[field] = values;
    }
    return values;
  }

  /** Whether the event has the field, be it null. */
  boolean has(int field) {
    return shape.has(field);
  }

  Shape shape() {
    return shape;
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

  static List<FieldValue> gathered(Value value) {
    if (value instanceof StringValue(String text)) {
      return List.of(new FieldValue(value, text));
    }
    List<FieldValue> values = new ArrayList<>(1);
    gather(value, values, 0);
    return values;
  }

  private static void gather(Value value, List<FieldValue> into, int depth) {
    switch (value) {
      case StringValue(String text) -> into.add(new FieldValue(value, text));
      case NumberValue number -> into.add(new FieldValue(value, number.toString()));
      case BooleanValue truth -> into.add(new FieldValue(value, String.valueOf(truth.isTrue())));
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
