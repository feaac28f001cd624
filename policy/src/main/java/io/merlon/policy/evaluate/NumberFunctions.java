package io.merlon.policy.evaluate;

import static io.merlon.policy.evaluate.Arguments.unfit;
import static io.merlon.policy.evaluate.Functions.ANY_NUMBER;

import io.merlon.model.ArrayValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.NumberValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.evaluate.Functions.Function;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/** Functions on numbers. */
final class NumberFunctions {
  static final Map<String, Function> ALL =
      Map.of(
          "add", two("add", BigDecimal::add),
          "sub", two("sub", BigDecimal::subtract),
          "mul", two("mul", BigDecimal::multiply),
          "div", new Function(2, 2, NumberFunctions::divide),
          "mod", new Function(2, 2, NumberFunctions::modulo),
          "int", new Function(1, 1, NumberFunctions::toInteger),
          "float", new Function(1, 1, a -> numberOf("float", a.getFirst())),
          "max", new Function(1, ANY_NUMBER, a -> extreme("max", a, 1)),
          "min", new Function(1, ANY_NUMBER, a -> extreme("min", a, -1)));

  private NumberFunctions() {}

  private interface Arithmetic {
    BigDecimal apply(BigDecimal left, BigDecimal right, MathContext precision);
  }

  private static Function two(String name, Arithmetic arithmetic) {
    return new Function(
        2,
        2,
        a ->
            NumberValue.of(
                arithmetic.apply(
                    numberOf(name, a.get(0)).toBigDecimal(),
                    numberOf(name, a.get(1)).toBigDecimal(),
                    MathContext.DECIMAL128)));
  }

  private static NumberValue numberOf(String function, Value value) {
    return switch (value) {
      case NumberValue number -> number;
      case StringValue(String text) ->
          Numbers.parse(text).orElseThrow(() -> unfit(function, "a number", value));
      default -> throw unfit(function, "a number", value);
    };
  }

  private static Value divide(List<Value> arguments) {
    BigDecimal divisor = divisor("div", arguments);
    BigDecimal dividend = numberOf("div", arguments.get(0)).toBigDecimal();
    boolean whole =
        arguments.get(0) instanceof IntegerValue && arguments.get(1) instanceof IntegerValue;
    BigDecimal quotient = dividend.divide(divisor, MathContext.DECIMAL128);
    return NumberValue.of(whole ? quotient.setScale(0, RoundingMode.DOWN) : quotient);
  }

  private static Value modulo(List<Value> arguments) {
    BigDecimal divisor = divisor("mod", arguments);
    return NumberValue.of(
        numberOf("mod", arguments.get(0))
            .toBigDecimal()
            .remainder(divisor, MathContext.DECIMAL128));
  }

  private static BigDecimal divisor(String function, List<Value> arguments) {
    BigDecimal divisor = numberOf(function, arguments.get(1)).toBigDecimal();
    if (divisor.signum() == 0) {
      throw new EvaluationFailure(function + "() by zero");
    }
    return divisor;
  }

  private static Value toInteger(List<Value> arguments) {
    NumberValue number = numberOf("int", arguments.getFirst());
    if (number instanceof IntegerValue) {
      return number;
    }
    BigDecimal exact = number.toBigDecimal();
    if (exact.precision() - exact.scale() > 18) {
      throw new EvaluationFailure("int() needs a number of at most 64 bits");
    }
    return NumberValue.of(exact.setScale(0, RoundingMode.DOWN));
  }

  private static Value extreme(String function, List<Value> arguments, int sign) {
    List<Value> candidates =
        arguments.size() == 1 && arguments.getFirst() instanceof ArrayValue(List<Value> items)
            ? items
            : arguments;
    if (candidates.isEmpty()) {
      throw new EvaluationFailure(function + "() of nothing");
    }
    NumberValue best = numberOf(function, candidates.getFirst());
    for (Value candidate : candidates) {
      NumberValue number = numberOf(function, candidate);
      if (NumberValue.compare(number, best) * sign > 0) {
        best = number;
      }
    }
    return best;
  }
}
