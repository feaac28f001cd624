package io.merlon.cli.query;

import io.merlon.cli.Terminal;
import io.merlon.cli.output.Columns;
import io.merlon.cli.output.CsvCell;
import io.merlon.json.Json;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.QueryResult;
import io.merlon.query.ResultColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The forms of a result. */
enum ResultForm {
  TABLE,
  JSON,
  CSV;

  private static final int NARROWEST = 6;

  void print(QueryResult result, Terminal terminal) throws IOException {
    switch (this) {
      case TABLE -> table(result, terminal);
      case JSON -> terminal.out().println(Json.writePretty(result.objects()));
      case CSV -> csv(result, terminal);
    }
    terminal.out().flush();
  }

  private static String text(Value value) {
    return value.isNullOrAbsent()
        ? ""
        : value instanceof StringValue(String text) ? text : Json.write(value);
  }

  private static void csv(QueryResult result, Terminal terminal) throws IOException {
    String[] header = result.columns().stream().map(ResultColumn::name).toArray(String[]::new);
    CSVPrinter csv =
        new CSVPrinter(terminal.out(), CSVFormat.RFC4180.builder().setHeader(header).get());
    for (List<Value> row : result.rows()) {
      csv.printRecord(row.stream().map(value -> CsvCell.of(text(value))).toList());
    }
    csv.flush();
  }

  /** Columns as wide as what is in them, the widest cut until all fit. */
  private static void table(QueryResult result, Terminal terminal) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(result.columns().stream().map(ResultColumn::name).toList());
    result.rows().forEach(row -> rows.add(row.stream().map(ResultForm::text).toList()));
    int[] widths = new int[result.columns().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    fit(widths, terminal.width());
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(i == 0 ? "" : "  ").append(Columns.fit(row.get(i), widths[i]));
      }
      terminal.out().println(line.toString().stripTrailing());
    }
  }

  private static void fit(int[] widths, int most) {
    while (true) {
      int widest = 0;
      int sum = 2 * (widths.length - 1);
      for (int i = 0; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
        sum += widths[i];
      }
      if (sum <= most || widths[widest] <= NARROWEST) {
        return;
      }
      int[] others = widths.clone();
      others[widest] = 0;
      int second = Arrays.stream(others).max().orElse(0);
      int room = Math.max(NARROWEST, widths[widest] - (sum - most));
      widths[widest] = Math.min(widths[widest] - 1, Math.max(room, second));
    }
  }
}
