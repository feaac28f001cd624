package io.merlon.policy.evaluate;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.List;

/** A value as the text that {@code string()} gives: text as it is, all else as JSON. */
final class JsonText {
  private JsonText() {}

  static String of(Value value) {
    if (value instanceof StringValue(String text)) {
      return text;
    }
    StringBuilder json = new StringBuilder();
    append(value, json);
    return json.toString();
  }

  private static void append(Value value, StringBuilder json) {
    switch (value) {
      case StringValue(String text) -> quote(text, json);
      case ArrayValue(List<Value> items) -> {
        json.append('[');
        for (int i = 0; i < items.size(); i++) {
          append(items.get(i), json.append(i == 0 ? "" : ","));
        }
        json.append(']');
      }
      case ObjectValue object -> {
        json.append('{');
        for (int i = 0; i < object.size(); i++) {
          quote(object.nameAt(i).text(), json.append(i == 0 ? "" : ","));
          append(object.valueAt(i), json.append(':'));
        }
        json.append('}');
      }
      default -> json.append(value.isNullOrAbsent() ? "null" : value.toString());
    }
  }

  private static void quote(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ') {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }
}
