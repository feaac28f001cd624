package io.merlon.query.evaluate;

import io.merlon.model.ArrayValue;
import io.merlon.model.NullValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A row for each item of an array, or for each property of a bag; one row with null where there is
 * none. Several are walked side by side.
 *
 * @param width how many columns a row has afterwards
 * @param limit how many rows come of one at most
 */
record Expand(List<Column> columns, int width, long limit) implements Rows.Step {
  /** What is expanded, to what, and into which column. */
  record Column(Node value, ColumnType type, int target) {}

  @Override
  public Sink open(Run run, Sink next) {
    return row -> {
      List<List<Value>> items = new ArrayList<>();
      int longest = 1;
      for (Column column : columns) {
        List<Value> ofColumn = items(column.value().evaluate(row));
        longest = Math.max(longest, ofColumn.size());
        items.add(ofColumn);
      }
      for (int i = 0; i < Math.min(longest, limit); i++) {
        run.step();
        if (!next.accept(row(row, items, i))) {
          return false;
        }
      }
      return true;
    };
  }

  private Value[] row(Value[] row, List<List<Value>> items, int position) {
    Value[] expanded = Arrays.copyOf(row, width);
    for (int c = 0; c < columns.size(); c++) {
      List<Value> ofColumn = items.get(c);
      Value item = position < ofColumn.size() ? ofColumn.get(position) : NullValue.NULL;
      expanded[columns.get(c).target()] =
          Casts.cast(item, ColumnType.DYNAMIC, columns.get(c).type());
    }
    return expanded;
  }

  private static List<Value> items(Value value) {
    return switch (value) {
      case ArrayValue(List<Value> items) -> items;
      case ObjectValue bag -> {
        List<Value> properties = new ArrayList<>();
        for (int i = 0; i < bag.size(); i++) {
          properties.add(ObjectValue.builder().put(bag.nameAt(i), bag.valueAt(i)).build());
        }
        yield properties;
      }
      default -> List.of(value);
    };
  }
}
