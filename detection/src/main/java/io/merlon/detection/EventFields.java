package io.merlon.detection;

import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.NumberValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The values of one event after the other, by the numbers of the rules' fields. */
final class EventFields {
  private static final int MAX_DEPTH = 32;

  private final KnownValues values = new KnownValues();
  private final Shape.Cache shapes;
  private final @Nullable List<FieldValue>[] known;
  private final List<FieldValue> all = new ArrayList<>();
  private ObjectValue event = ObjectValue.EMPTY;
  private Shape shape;

  @SuppressWarnings({"unchecked", "rawtypes"})
  EventFields(Shape.Cache shapes) {
    this.shapes = shapes;
    this.shape = shapes.of(event);
    this.known = new List[shape.fields()];
  }

  /** Goes on to another event. */
  void begin(ObjectValue next) {
    event = next;
    shape = shapes.of(next);
    Arrays.fill(known, null);
    all.clear();
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
      eachBelow(event, 0, 0, true, value -> all.add(values.of(value)));
    }
    return all;
  }

  /**
   * Gives each of the event's texts that are as long as this at least. Looking through a text once
   * costs less than finding out whether it came before.
   *
   * @param others whether values that are no texts are wanted too
   */
  void eachText(int shortest, boolean others, Consumer<FieldValue> into) {
    eachBelow(event, 0, shortest, others, value -> into.accept(FieldValue.passing(value)));
  }

  private List<FieldValue> gathered(Value value) {
    if (value instanceof StringValue || value instanceof IntegerValue) {
      return values.of(value).alone();
    }
    List<FieldValue> gathered = new ArrayList<>(1);
    scalars(value, 0, scalar -> gathered.add(values.of(scalar)));
    return gathered;
  }

  /** The scalars that a field's value stands for: itself, its items, or its text in XML. */
  static void scalars(Value value, int depth, Consumer<Value> into) {
    switch (value) {
      case StringValue _, NumberValue _, BooleanValue _ -> into.accept(value);
      case ArrayValue(List<Value> items) -> {
        if (depth < MAX_DEPTH) {
          items.forEach(item -> scalars(item, depth + 1, into));
        }
      }
      case ObjectValue object -> scalars(object.get("#text"), MAX_DEPTH, into);
      default -> {
        // null and absent have no text
      }
    }
  }

  private static void eachBelow(
      Value value, int depth, int shortest, boolean others, Consumer<Value> into) {
    if (depth > MAX_DEPTH) {
      return;
    }
    if (value instanceof StringValue(String text)) {
      if (text.length() >= shortest) {
        into.accept(value);
      }
    } else if (value instanceof ObjectValue object) {
      for (int i = 0; i < object.size(); i++) {
        eachBelow(object.valueAt(i), depth + 1, shortest, others, into);
      }
    } else if (value instanceof ArrayValue(List<Value> items)) {
      items.forEach(item -> eachBelow(item, depth + 1, shortest, others, into));
    } else if (others) {
      scalars(value, depth, into);
    }
  }
}
