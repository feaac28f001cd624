package io.merlon.query.evaluate;

import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import java.util.List;
import java.util.function.Supplier;

/**
 * A planned aggregate.
 *
 * @param types of its results: one, or several for {@code arg_max} and the like
 * @param start begins a new group
 */
record Aggregate(List<ColumnType> types, Supplier<State> start) {
  Aggregate {
    types = List.copyOf(types);
  }

  static Aggregate of(ColumnType type, Supplier<State> start) {
    return new Aggregate(List.of(type), start);
  }

  /** What is known of the rows of a group so far. */
  interface State {
    void add(Value[] row, Run run);

    /** The result, or the one at this place where there are several. */
    Value result(int index);
  }
}
