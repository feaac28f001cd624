package io.merlon.query.evaluate;

import io.merlon.model.IntegerValue;
import io.merlon.model.NullValue;
import io.merlon.model.NumberValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.evaluate.Functions.Signature;
import io.merlon.query.value.Numbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToLongFunction;

/** Functions of numbers, and {@code bin}, which takes times too. */
final class NumberFunctions {
  private static final int MOST_DIGITS = 15;

  private NumberFunctions() {}

  static void addTo(Map<String, Signature> functions) {
    functions.put("bin", new Signature(2, 2, NumberFunctions::bin));
    functions.put("floor", new Signature(1, 2, NumberFunctions::floor));
    functions.put("ceiling", new Signature(1, 1, call -> map(call, Math::ceil)));
    functions.put("abs", new Signature(1, 1, NumberFunctions::abs));
    functions.put("round", new Signature(1, 2, NumberFunctions::round));
    functions.put("sqrt", new Signature(1, 1, call -> map(call, Math::sqrt)));
  }

  private static Typed map(Arguments call, DoubleUnaryOperator function) {
    Node node = call.at(0).as(ColumnType.REAL).node();
    return call.give(
        ColumnType.REAL,
        row ->
            node.evaluate(row) instanceof NumberValue number
                ? Numbers.real(function.applyAsDouble(Numbers.toDouble(number)))
                : NullValue.NULL);
  }

  private static Typed floor(Arguments call) {
    return call.size() == 2 ? bin(call) : map(call, Math::floor);
  }

  private static Typed abs(Arguments call) {
    if (call.at(0).type() != ColumnType.LONG) {
      return map(call, Math::abs);
    }
    Node node = call.at(0).node();
    return call.give(
        ColumnType.LONG,
        row ->
            node.evaluate(row) instanceof IntegerValue(long number) && number != Long.MIN_VALUE
                ? new IntegerValue(Math.abs(number))
                : NullValue.NULL);
  }

  private static Typed round(Arguments call) {
    Node node = call.at(0).as(ColumnType.REAL).node();
    ToLongFunction<Value[]> digits = call.whole(1, 0);
    return call.give(
        ColumnType.REAL,
        row -> {
          if (!(node.evaluate(row) instanceof NumberValue number)) {
            return NullValue.NULL;
          }
          int scale = Math.clamp(digits.applyAsLong(row), 0, MOST_DIGITS);
          return NumberValue.of(
              BigDecimal.valueOf(Numbers.toDouble(number)).setScale(scale, RoundingMode.HALF_EVEN));
        });
  }

  /** The largest multiple of the second argument that is not above the first. */
  private static Typed bin(Arguments call) {
    Typed value =
        call.at(0).type() == ColumnType.DYNAMIC ? call.at(0).as(ColumnType.REAL) : call.at(0);
    Typed size = call.at(1);
    ColumnType type = value.type();
    boolean times =
        (type == ColumnType.DATETIME || type == ColumnType.TIMESPAN)
            && size.type() == ColumnType.TIMESPAN;
    boolean numbers = type.isNumeric() && size.type().isNumeric();
    if (!times && !numbers) {
      throw call.place()
          .wrong(
              "'bin' takes two numbers, or a time and a timespan, not a "
                  + type.keyword()
                  + " and a "
                  + size.type().keyword());
    }
    ColumnType result =
        type == ColumnType.LONG && size.type() == ColumnType.REAL ? ColumnType.REAL : type;
    Node a = value.node();
    Node b = size.node();
    return call.give(
        result,
        row -> {
          Value x = a.evaluate(row);
          Value y = b.evaluate(row);
          if (x instanceof IntegerValue(long number) && y instanceof IntegerValue(long step)) {
            return step <= 0
                ? NullValue.NULL
                : new IntegerValue(number - Math.floorMod(number, step));
          }
          return x instanceof NumberValue number && y instanceof NumberValue step
              ? binReal(Numbers.toDouble(number), Numbers.toDouble(step))
              : NullValue.NULL;
        });
  }

  private static Value binReal(double number, double step) {
    return step <= 0 ? NullValue.NULL : Numbers.real(Math.floor(number / step) * step);
  }
}
