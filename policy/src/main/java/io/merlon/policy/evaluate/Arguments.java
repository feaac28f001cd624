package io.merlon.policy.evaluate;

import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.NumberValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.List;

/** Reads arguments of functions in the type that the function needs, or fails the evaluation. */
final class Arguments {
  private Arguments() {}

  static String text(String function, Value value) {
    return switch (value) {
      case StringValue(String text) -> text;
      case NumberValue number -> number.toString();
      case BooleanValue bool -> bool.toString();
      default -> {
        // A missing field reads as empty text in functions on text.
        if (value.isNullOrAbsent()) {
          yield "";
        }
        throw unfit(function, "text", value);
      }
    };
  }

  static int number(String function, Value value) {
    if (value instanceof IntegerValue(long number)
        && number >= Integer.MIN_VALUE
        && number <= Integer.MAX_VALUE) {
      return (int) number;
    }
    throw unfit(function, "an integer", value);
  }

  static List<Value> items(String function, Value value) {
    if (value instanceof ArrayValue(List<Value> items)) {
      return items;
    }
    throw unfit(function, "an array", value);
  }

  static boolean bool(String function, Value value) {
    return switch (value) {
      case BooleanValue bool -> bool.isTrue();
      case StringValue(String text) when text.equalsIgnoreCase("true") -> true;
      case StringValue(String text) when text.equalsIgnoreCase("false") -> false;
      default -> throw unfit(function, "a boolean", value);
    };
  }

  static EvaluationFailure unfit(String function, String needed, Value value) {
    String shown = value.toString();
    return new EvaluationFailure(
        function
            + "() needs "
            + needed
            + ", not "
            + (shown.length() > 60 ? shown.substring(0, 60) + "..." : shown));
  }
}
