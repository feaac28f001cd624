package io.merlon.connect.file;

import io.merlon.model.AbsentValue;
import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.NullValue;
import io.merlon.model.NumberValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;

/** What problems call a value. */
final class Words {
  private static final int LONGEST = 200;

  private Words() {}

  static String kind(Value value) {
    return switch (value) {
      case ObjectValue object -> "an object";
      case ArrayValue array -> "an array";
      case StringValue string -> "a string";
      case NumberValue number -> "a number";
      case BooleanValue bool -> "a boolean";
      case NullValue nothing -> "null";
      case AbsentValue nothing -> "nothing";
    };
  }

  /** The text in quotes, cut when it is long, control characters replaced. */
  static String quote(String text) {
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return '"' + shown.replaceAll("\\p{Cntrl}", "?") + '"';
  }
}
