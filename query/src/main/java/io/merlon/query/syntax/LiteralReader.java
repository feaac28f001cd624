package io.merlon.query.syntax;

import io.merlon.json.Json;
import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.NullValue;
import io.merlon.model.NumberValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.syntax.Expression.Literal;
import io.merlon.query.value.Ticks;
import java.math.BigDecimal;
import java.util.OptionalLong;

/** Reads numbers, spans of time and literals with a type. */
final class LiteralReader {
  private LiteralReader() {}

  static Literal number(Token token) {
    String text = token.text();
    try {
      if (text.startsWith("0x") || text.startsWith("0X")) {
        return of(Long.parseLong(text.substring(2), 16), ColumnType.LONG, token);
      }
      if (text.chars().allMatch(Character::isDigit)) {
        return of(Long.parseLong(text), ColumnType.LONG, token);
      }
    } catch (NumberFormatException tooLong) {
      throw token.place().malformed("'" + text + "' is more than a number of 64 bits");
    }
    return real(text, token);
  }

  static Literal span(Token token) {
    OptionalLong ticks = Ticks.times(token.text(), token.type());
    if (ticks.isEmpty()) {
      throw token.place().malformed("'" + token.place().token() + "' is too long a time");
    }
    return of(ticks.getAsLong(), ColumnType.TIMESPAN, token);
  }

  private static Literal of(long number, ColumnType type, Token token) {
    return new Literal(new IntegerValue(number), type, token.place());
  }

  private static Literal real(String text, Token token) {
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return new Literal(
            NumberValue.of(BigDecimal.valueOf(number)), ColumnType.REAL, token.place());
      }
    } catch (NumberFormatException notANumber) {
      // said below
    }
    throw token.place().malformed("'" + text + "' is no real number");
  }

  /** What stands in the parentheses behind a type's name. */
  static Literal typed(Token token) {
    String text = token.text();
    ColumnType type = type(token.type(), token.place());
    if (text.equals("null")) {
      return new Literal(NullValue.NULL, type, token.place());
    }
    return switch (type) {
      case DATETIME -> time(Ticks.parsePoint(unquoted(text)), type, token);
      case TIMESPAN -> time(Ticks.parseSpan(unquoted(text)), type, token);
      case DYNAMIC -> new Literal(dynamic(token), type, token.place());
      case BOOL -> new Literal(bool(token), type, token.place());
      case LONG -> whole(token);
      case REAL -> real(text, token);
      case STRING -> new Literal(new StringValue(unquoted(text)), type, token.place());
    };
  }

  /** The type of this name. */
  static ColumnType type(String name, Place place) {
    return switch (name) {
      case "string", "guid" -> ColumnType.STRING;
      case "datetime", "date" -> ColumnType.DATETIME;
      case "timespan", "time" -> ColumnType.TIMESPAN;
      case "dynamic" -> ColumnType.DYNAMIC;
      case "bool", "boolean" -> ColumnType.BOOL;
      case "int", "long" -> ColumnType.LONG;
      case "real", "double", "decimal" -> ColumnType.REAL;
      default -> throw place.wrong("there is no type '" + name + "'");
    };
  }

  private static String unquoted(String text) {
    boolean quoted =
        text.length() > 1
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(text.length() - 1) == text.charAt(0);
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private static Literal time(OptionalLong ticks, ColumnType type, Token token) {
    if (ticks.isEmpty()) {
      throw token.place().malformed("'" + token.text() + "' is no " + type.keyword());
    }
    return of(ticks.getAsLong(), type, token);
  }

  private static Literal whole(Token token) {
    try {
      return of(Long.parseLong(token.text()), ColumnType.LONG, token);
    } catch (NumberFormatException notWhole) {
      throw token.place().malformed("'" + token.text() + "' is no whole number of 64 bits");
    }
  }

  private static Value bool(Token token) {
    return switch (token.text()) {
      case "true", "1" -> BooleanValue.TRUE;
      case "false", "0" -> BooleanValue.FALSE;
      default -> throw token.place().malformed("'" + token.text() + "' is neither true nor false");
    };
  }

  /** JSON, also with texts between single quotes. */
  private static Value dynamic(Token token) {
    return Json.parseIfValid(token.text())
        .or(() -> Json.parseIfValid(token.text().replace('\'', '"')))
        .orElseThrow(() -> token.place().malformed("dynamic(…) needs a JSON value"));
  }
}
