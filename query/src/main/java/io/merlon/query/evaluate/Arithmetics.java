package io.merlon.query.evaluate;

import io.merlon.model.IntegerValue;
import io.merlon.model.NullValue;
import io.merlon.model.NumberValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.syntax.Expression.Arithmetic.Operator;
import io.merlon.query.syntax.Place;
import io.merlon.query.value.Numbers;
import java.util.List;

/**
 * Sums and products of numbers, points in time and spans. Whole numbers divided give a whole
 * number; null, an overflow and a division by zero give null.
 */
final class Arithmetics {
  private Arithmetics() {}

  static Typed of(Operator operator, Typed left, Typed right, Place place) {
    ColumnType type = resultOf(operator, operand(left), operand(right), place);
    boolean exact = operand(left) != ColumnType.REAL && operand(right) != ColumnType.REAL;
    Node a = left.as(operand(left)).node();
    Node b = right.as(operand(right)).node();
    Node node =
        row -> {
          Value x = a.evaluate(row);
          Value y = b.evaluate(row);
          if (!(x instanceof NumberValue p) || !(y instanceof NumberValue q)) {
            return NullValue.NULL;
          }
          if (exact && type != ColumnType.REAL) {
            return whole(operator, p, q);
          }
          Value result = Numbers.real(real(operator, Numbers.toDouble(p), Numbers.toDouble(q)));
          return type == ColumnType.TIMESPAN && result instanceof NumberValue ticks
              ? Numbers.truncated(Numbers.toDouble(ticks))
              : result;
        };
    return Typed.folded(node, type, List.of(left, right));
  }

  static Typed negated(Typed operand, Place place) {
    return of(
        Operator.SUBTRACT,
        Typed.constant(
            new IntegerValue(0),
            operand.type() == ColumnType.TIMESPAN ? ColumnType.TIMESPAN : ColumnType.LONG),
        operand,
        place);
  }

  /** Dynamic values are taken as real numbers. */
  private static ColumnType operand(Typed operand) {
    return operand.type() == ColumnType.DYNAMIC ? ColumnType.REAL : operand.type();
  }

  private static ColumnType resultOf(Operator operator, ColumnType a, ColumnType b, Place place) {
    if (a.isNumeric() && b.isNumeric()) {
      return a == ColumnType.REAL || b == ColumnType.REAL ? ColumnType.REAL : ColumnType.LONG;
    }
    boolean spans = a == ColumnType.TIMESPAN && b == ColumnType.TIMESPAN;
    boolean fits =
        switch (operator) {
          case ADD ->
              spans
                  || a == ColumnType.DATETIME && b == ColumnType.TIMESPAN
                  || a == ColumnType.TIMESPAN && b == ColumnType.DATETIME;
          case SUBTRACT ->
              spans
                  || a == ColumnType.DATETIME
                      && (b == ColumnType.TIMESPAN || b == ColumnType.DATETIME);
          case MULTIPLY ->
              a == ColumnType.TIMESPAN && b.isNumeric()
                  || a.isNumeric() && b == ColumnType.TIMESPAN;
          case DIVIDE -> spans || a == ColumnType.TIMESPAN && b.isNumeric();
          case MODULO -> spans;
        };
    if (!fits) {
      throw place.wrong(
          "'"
              + place.token()
              + "' does not go between a "
              + a.keyword()
              + " and a "
              + b.keyword()
              + "; turn texts into numbers with tolong(…) or todouble(…), join texts with"
              + " strcat(…)");
    }
    if (operator == Operator.DIVIDE && spans) {
      return ColumnType.REAL;
    }
    boolean point =
        operator == Operator.ADD && (a == ColumnType.DATETIME || b == ColumnType.DATETIME)
            || operator == Operator.SUBTRACT && b == ColumnType.TIMESPAN && !spans;
    return point ? ColumnType.DATETIME : ColumnType.TIMESPAN;
  }

  private static Value whole(Operator operator, NumberValue left, NumberValue right) {
    if (!(left instanceof IntegerValue(long a)) || !(right instanceof IntegerValue(long b))) {
      return NullValue.NULL;
    }
    try {
      return switch (operator) {
        case ADD -> new IntegerValue(Math.addExact(a, b));
        case SUBTRACT -> new IntegerValue(Math.subtractExact(a, b));
        case MULTIPLY -> new IntegerValue(Math.multiplyExact(a, b));
        case DIVIDE -> b == 0 ? NullValue.NULL : new IntegerValue(Math.divideExact(a, b));
        case MODULO -> b == 0 ? NullValue.NULL : new IntegerValue(Math.floorMod(a, b));
      };
    } catch (ArithmeticException overflow) {
      return NullValue.NULL;
    }
  }

  private static double real(Operator operator, double a, double b) {
    return switch (operator) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case MODULO -> a % b;
    };
  }
}
