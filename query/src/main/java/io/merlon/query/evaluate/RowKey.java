package io.merlon.query.evaluate;

import io.merlon.model.NullValue;
import io.merlon.model.Value;
import java.util.Arrays;
import java.util.List;

/** The values of a row that make it equal to others. */
final class RowKey {
  static final RowKey EMPTY = new RowKey(new Value[0]);

  private final Value[] values;
  private final int hash;

  private RowKey(Value[] values) {
    this.values = values;
    this.hash = Arrays.hashCode(values);
  }

  static RowKey of(List<Node> nodes, Value[] row) {
    Value[] values = new Value[nodes.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = nodes.get(i).evaluate(row);
    }
    return new RowKey(values);
  }

  Value[] values() {
    return values;
  }

  /** Whether a value is null, which in a join equals nothing. */
  boolean hasNull() {
    for (Value value : values) {
      if (value == NullValue.NULL) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowKey key && key.hash == hash && Arrays.equals(key.values, values);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
