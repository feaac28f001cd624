package io.merlon.query.evaluate;

import io.merlon.model.NullValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.TableScan;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The rows of a table. Only columns that something reads are filled. */
record ScanRows(TableScan scan, Scope scope) implements Rows {
  private static final ResourceColumn[] COLUMNS = ResourceColumn.values();

  static Scope newScope() {
    return new Scope(Arrays.stream(COLUMNS).map(ResourceColumn::column).toList());
  }

  @Override
  public void push(Run run, Sink sink) {
    int[] used =
        IntStream.range(0, COLUMNS.length).filter(i -> scope.at(i).use().isUsed()).toArray();
    Value[] blank = new Value[COLUMNS.length];
    for (int i = 0; i < blank.length; i++) {
      blank[i] = scope.at(i).type() == ColumnType.STRING ? StringValue.EMPTY : NullValue.NULL;
    }
    StringValue tenant = new StringValue(run.tables().tenant());
    run.tables()
        .scan(
            scan,
            resource -> {
              run.step();
              Value[] row = blank.clone();
              for (int i : used) {
                row[i] = COLUMNS[i].read(resource, tenant);
              }
              return sink.accept(row);
            });
  }
}
