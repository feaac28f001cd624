package io.merlon.connect.file;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.PropertyName;
import io.merlon.model.Value;
import java.util.List;

/**
 * The table form of a Resource Graph answer: {@code {"columns": [{"name": ...}], "rows": [[...]]}}.
 */
final class ResourceTable {
  private static final PropertyName COLUMNS = PropertyName.of("columns");
  private static final PropertyName ROWS = PropertyName.of("rows");

  private final List<PropertyName> columns;
  private final List<Value> rows;

  ResourceTable(ObjectValue data) {
    columns =
        items(data.get(COLUMNS)).stream()
            .map(column -> PropertyName.of(column.get("name").textOr("")))
            .toList();
    rows = items(data.get(ROWS));
  }

  static boolean is(ObjectValue data) {
    return data.get(COLUMNS) instanceof ArrayValue && data.get(ROWS) instanceof ArrayValue;
  }

  void send(ResourceSink sink, Place place) {
    for (Value row : rows) {
      if (row instanceof ArrayValue(List<Value> cells) && cells.size() == columns.size()) {
        ObjectValue.Builder resource = ObjectValue.builder();
        for (int i = 0; i < cells.size(); i++) {
          resource.put(columns.get(i), cells.get(i));
        }
        sink.resource(resource.build(), TemplateNames.NONE, place);
      } else {
        sink.problem(place, "has a row in its table that does not fit the columns");
      }
    }
  }

  private static List<Value> items(Value value) {
    return value instanceof ArrayValue(List<Value> items) ? items : List.of();
  }
}
