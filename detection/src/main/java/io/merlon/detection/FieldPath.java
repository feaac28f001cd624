package io.merlon.detection;

import io.merlon.model.AbsentValue;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.util.List;
import java.util.stream.Stream;

/** Where a field lies in events of one shape. */
sealed interface FieldPath {
  /** The shape does not have the field. */
  FieldPath ABSENT = new At(new Positions(List.of()));

  /** The value in an event of the shape. */
  Value in(ObjectValue event);

  /** At these positions, one in each object on the way. */
  record At(Positions positions) implements FieldPath {
    @Override
    public Value in(ObjectValue event) {
      return this == ABSENT ? AbsentValue.ABSENT : positions.in(event);
    }
  }

  /** Through lists, whose lengths differ: by name below a place. */
  record Below(Positions start, List<String> steps) implements FieldPath {
    @Override
    public Value in(ObjectValue event) {
      Value at = start.in(event);
      for (String step : steps) {
        at = step(at, step);
      }
      return at;
    }

    /** Into an object, or into every object of a list; lists of lists become one. */
    private static Value step(Value at, String name) {
      if (at instanceof ArrayValue(List<Value> items)) {
        List<Value> found = items.stream().flatMap(item -> all(item.get(name))).toList();
        return found.isEmpty() ? AbsentValue.ABSENT : new ArrayValue(found);
      }
      return at.get(name);
    }

    private static Stream<Value> all(Value value) {
      return value instanceof ArrayValue(List<Value> items)
          ? items.stream()
          : value.isAbsent() ? Stream.empty() : Stream.of(value);
    }
  }

  /** Positions from an event inwards. */
  final class Positions {
    private final int[] steps;

    Positions(List<Integer> steps) {
      this.steps = steps.stream().mapToInt(Integer::intValue).toArray();
    }

    Value in(ObjectValue event) {
      Value at = event;
      for (int step : steps) {
        at = ((ObjectValue) at).valueAt(step);
      }
      return at;
    }
  }
}
