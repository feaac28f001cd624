package io.merlon.query;

import io.merlon.model.Value;
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
}
