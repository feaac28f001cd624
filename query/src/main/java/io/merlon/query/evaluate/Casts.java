package io.merlon.query.evaluate;

import io.merlon.json.Json;
import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.NullValue;
import io.merlon.model.NumberValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.value.Numbers;
import io.merlon.query.value.Ticks;
import java.util.Locale;
import java.util.OptionalLong;

/** Values of one type turned into another; what cannot be turned is null. */
final class Casts {
  private Casts() {}

  static Node of(Typed from, ColumnType target) {
    Node node = from.node();
    ColumnType source = from.type();
    return row -> cast(node.evaluate(row), source, target);
  }

  static Value cast(Value value, ColumnType source, ColumnType target) {
    if (source == target) {
      return value;
    }
    return switch (target) {
      case STRING -> text(value, source);
      case LONG -> whole(value);
      case REAL -> real(value);
      case BOOL -> bool(value);
      case DATETIME -> source == ColumnType.DYNAMIC || isText(value) ? point(value) : value;
      case TIMESPAN -> source == ColumnType.DYNAMIC || isText(value) ? span(value) : value;
      case DYNAMIC -> isTime(source) && value != NullValue.NULL ? text(value, source) : value;
    };
  }

  private static boolean isText(Value value) {
    return value instanceof StringValue;
  }

  private static boolean isTime(ColumnType type) {
    return type == ColumnType.DATETIME || type == ColumnType.TIMESPAN;
  }

  static StringValue text(Value value, ColumnType source) {
    return switch (value) {
      case StringValue text -> text;
      case NullValue none -> StringValue.EMPTY;
      case IntegerValue(long ticks) when source == ColumnType.DATETIME ->
          new StringValue(Ticks.pointText(ticks));
      case IntegerValue(long ticks) when source == ColumnType.TIMESPAN ->
          new StringValue(Ticks.spanText(ticks));
      default -> new StringValue(Json.write(value));
    };
  }

  private static Value whole(Value value) {
    return switch (value) {
      case IntegerValue number -> number;
      case NumberValue number -> Numbers.truncated(number.toBigDecimal().doubleValue());
      case BooleanValue bool -> new IntegerValue(bool.isTrue() ? 1 : 0);
      case StringValue(String text) -> Numbers.parseWhole(text);
      default -> NullValue.NULL;
    };
  }

  private static Value real(Value value) {
    return switch (value) {
      case NumberValue number -> number;
      case BooleanValue bool -> new IntegerValue(bool.isTrue() ? 1 : 0);
      case StringValue(String text) -> Numbers.parseReal(text);
      default -> NullValue.NULL;
    };
  }

  private static Value bool(Value value) {
    return switch (value) {
      case BooleanValue bool -> bool;
      case NumberValue number -> BooleanValue.of(number.toBigDecimal().signum() != 0);
      case StringValue(String text) ->
          switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> BooleanValue.TRUE;
            case "false", "0" -> BooleanValue.FALSE;
            default -> NullValue.NULL;
          };
      default -> NullValue.NULL;
    };
  }

  private static Value point(Value value) {
    return value instanceof StringValue(String text)
        ? ticks(Ticks.parsePoint(text))
        : NullValue.NULL;
  }

  private static Value span(Value value) {
    return value instanceof StringValue(String text)
        ? ticks(Ticks.parseSpan(text))
        : NullValue.NULL;
  }

  private static Value ticks(OptionalLong ticks) {
    return ticks.isPresent() ? new IntegerValue(ticks.getAsLong()) : NullValue.NULL;
  }
}
