package io.merlon.query;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tables of resources that a test gives, all of a table's rows for every scan. */
final class GivenTables implements Tables {
  static final Instant NOW = Instant.parse("2026-03-15T12:00:00Z");
  static final String TENANT = "99999999-0000-0000-0000-000000000000";

  private final List<ObjectValue> resources = new ArrayList<>();
  private final List<TableScan> scans = new ArrayList<>();
  private int given;

  GivenTables(List<ObjectValue> resources) {
    this.resources.addAll(resources);
  }

  /** Resources of a JSON array. */
  static GivenTables of(String json) {
    List<ObjectValue> resources = new ArrayList<>();
    ((ArrayValue) Json.parse(json)).items().forEach(one -> resources.add((ObjectValue) one));
    return new GivenTables(resources);
  }

  @Override
  public String tenant() {
    return TENANT;
  }

  @Override
  public void scan(TableScan scan, RowSink sink) {
    scans.add(scan);
    for (ObjectValue resource : resources) {
      if (Table.ofType(resource.get("type").textOr("")) == scan.table()) {
        given++;
        if (!sink.accept(resource)) {
          return;
        }
      }
    }
  }

  List<TableScan> scans() {
    return scans;
  }

  /** How many rows were given to scans. */
  int given() {
    return given;
  }

  QueryResult result(String query) {
    return QueryPlan.compile(query, NOW, QueryLimits.USUAL).run(this, 0, 1_000, () -> false);
  }

  /** The rows of the result, each as the JSON of its values between bars. */
  List<String> rows(String query) {
    return result(query).rows().stream().map(GivenTables::row).toList();
  }

  private static String row(List<Value> row) {
    return row.stream().map(Json::write).collect(Collectors.joining("|")).replace("\"", "");
  }

  /** The one value of a result that has one. */
  String value(String query) {
    List<String> rows = rows(query);
    if (rows.size() != 1) {
      throw new AssertionError("not one row: " + rows);
    }
    return rows.getFirst();
  }

  /** The value of an expression. */
  static String compute(String expression) {
    return of("[{\"id\":\"/x\",\"type\":\"t\"}]").value("resources | project x = " + expression);
  }

  static List<String> columns(String query) {
    return QueryPlan.compile(query, NOW, QueryLimits.USUAL).columns().stream()
        .map(ResultColumn::name)
        .toList();
  }
}
