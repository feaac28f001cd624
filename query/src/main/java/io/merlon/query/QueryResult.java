package io.merlon.query;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What a query gave.
 *
 * @param rows the rows that were asked for, a value for each column; times are texts
 * @param total how many rows there are in all
 */
public record QueryResult(List<ResultColumn> columns, List<List<Value>> rows, long total) {
  public QueryResult {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** The rows as objects with the columns' names. */
  public ArrayValue objects() {
    List<Value> objects = new ArrayList<>(rows.size());
    for (List<Value> row : rows) {
      ObjectValue.Builder object = ObjectValue.builder();
      for (int i = 0; i < row.size(); i++) {
        object.put(columns.get(i).name(), row.get(i));
      }
      objects.add(object.build());
    }
    return new ArrayValue(objects);
  }
}
