package io.merlon.query.evaluate;

import io.merlon.model.NullValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import java.util.List;
import java.util.Optional;

/** A planned expression and the type of what it gives. */
record Typed(Node node, ColumnType type) {
  private static final Value[] NO_ROW = {};

  static Typed constant(Value value, ColumnType type) {
    boolean emptyText = type == ColumnType.STRING && value == NullValue.NULL;
    return new Typed(new Constant(emptyText ? StringValue.EMPTY : value), type);
  }

  /** The node, or its value when all that it is made of is constant. */
  static Typed folded(Node node, ColumnType type, List<Typed> inputs) {
    return inputs.stream().allMatch(Typed::isConstant)
        ? new Typed(new Constant(node.evaluate(NO_ROW)), type)
        : new Typed(node, type);
  }

  boolean isConstant() {
    return node instanceof Constant;
  }

  Optional<Value> constant() {
    return node instanceof Constant(Value value) ? Optional.of(value) : Optional.empty();
  }

  /** The same in another type, as the functions {@code tostring}, {@code tolong}, ... turn it. */
  Typed as(ColumnType target) {
    return type == target ? this : folded(Casts.of(this, target), target, List.of(this));
  }
}
