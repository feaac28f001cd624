package io.merlon.query.evaluate;

import io.merlon.json.Json;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.evaluate.Functions.Signature;
import java.util.List;
import java.util.Map;

/** Functions that turn a value into another type. */
final class ConversionFunctions {
  private ConversionFunctions() {}

  static void addTo(Map<String, Signature> functions) {
    add(functions, ColumnType.STRING, "tostring", "toguid");
    add(functions, ColumnType.LONG, "toint", "tolong");
    add(functions, ColumnType.REAL, "todouble", "toreal", "todecimal");
    add(functions, ColumnType.BOOL, "tobool", "toboolean");
    add(functions, ColumnType.DATETIME, "todatetime");
    add(functions, ColumnType.TIMESPAN, "totimespan");
    for (String name : List.of("parse_json", "parsejson", "todynamic", "toobject")) {
      functions.put(name, new Signature(1, 1, ConversionFunctions::parseJson));
    }
  }

  private static void add(Map<String, Signature> functions, ColumnType target, String... names) {
    for (String name : names) {
      functions.put(name, new Signature(1, 1, call -> call.at(0).as(target)));
    }
  }

  /** A text as the JSON that it holds, or as itself when it holds none. */
  private static Typed parseJson(Arguments call) {
    Node node = call.dynamic(0);
    return call.giveDynamic(row -> {
      Value value = node.evaluate(row);
      return value instanceof StringValue(String text)
          ? Json.parseIfValid(text).orElse(value)
          : value;
    });
  }
}
