package io.merlon.query.evaluate;

import io.merlon.model.NullValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import java.util.Comparator;
import java.util.List;

/** The order of rows by several keys. */
record RowOrder(List<Key> keys) implements Comparator<RowOrder.Sorted> {
  /** A key and how it orders. */
  record Key(Node node, ColumnType type, boolean descending, boolean nullsFirst) {}

  /** A row with the values of its keys and its number, which decides between equals. */
  static final class Sorted {
    private final Value[] row;
    private final Value[] keys;
    private final long number;

    private Sorted(Value[] row, Value[] keys, long number) {
      this.row = row;
      this.keys = keys;
      this.number = number;
    }

    Value[] row() {
      return row;
    }
  }

  Sorted of(Value[] row, long number) {
    Value[] values = new Value[keys.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = keys.get(i).node().evaluate(row);
    }
    return new Sorted(row, values, number);
  }

  @Override
  public int compare(Sorted a, Sorted b) {
    for (int i = 0; i < keys.size(); i++) {
      int order = compare(keys.get(i), a.keys[i], b.keys[i]);
      if (order != 0) {
        return order;
      }
    }
    return Long.compare(a.number, b.number);
  }

  private static int compare(Key key, Value a, Value b) {
    boolean aIsNone = isNone(a);
    boolean bIsNone = isNone(b);
    if (aIsNone || bIsNone) {
      return aIsNone == bIsNone ? 0 : aIsNone == key.nullsFirst() ? -1 : 1;
    }
    int order = Comparisons.compare(a, b, key.type());
    return key.descending() ? -order : order;
  }

  /** Null, or an empty text, which is what a text has for it. */
  private static boolean isNone(Value value) {
    return value == NullValue.NULL || StringValue.EMPTY.equals(value);
  }
}
