package io.merlon.server.odata;

import io.merlon.model.BooleanValue;
import io.merlon.model.NumberValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.Comparator;
import java.util.Locale;

/** An order over values: what is missing, then booleans, numbers, texts in any case, the rest. */
enum ODataOrdering implements Comparator<Value> {
  VALUES;

  @Override
  public int compare(Value one, Value other) {
    if (one instanceof NumberValue number && other instanceof NumberValue another) {
      return NumberValue.compare(number, another);
    }
    if (one instanceof StringValue(String text) && other instanceof StringValue(String another)) {
      return text.toLowerCase(Locale.ROOT).compareTo(another.toLowerCase(Locale.ROOT));
    }
    if (one instanceof BooleanValue bool && other instanceof BooleanValue another) {
      return bool.compareTo(another);
    }
    return Integer.compare(rank(one), rank(other));
  }

  /** Whether comparing them by size says anything. */
  static boolean isOneKind(Value one, Value other) {
    return rank(one) == rank(other) && rank(one) > 0 && rank(one) < 4;
  }

  private static int rank(Value value) {
    return switch (value) {
      case BooleanValue ignored -> 1;
      case NumberValue ignored -> 2;
      case StringValue ignored -> 3;
      default -> value.isNullOrAbsent() ? 0 : 4;
    };
  }
}
