package io.merlon.policy.evaluate;

import io.merlon.model.BooleanValue;
import io.merlon.model.NullValue;
import io.merlon.model.NumberValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.evaluate.Functions.Function;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Functions that compare and convert to booleans. */
final class LogicFunctions {
  static final Map<String, Function> ALL =
      Map.ofEntries(
          Map.entry("bool", new Function(1, 1, a -> toBoolean(a.getFirst()))),
          Map.entry(
              "not",
              new Function(1, 1, a -> BooleanValue.of(!Arguments.bool("not", a.getFirst())))),
          Map.entry("true", new Function(0, 0, a -> BooleanValue.TRUE)),
          Map.entry("false", new Function(0, 0, a -> BooleanValue.FALSE)),
          Map.entry("null", new Function(0, 0, a -> NullValue.NULL)),
          Map.entry(
              "equals",
              new Function(2, 2, a -> BooleanValue.of(Comparisons.same(a.get(0), a.get(1))))),
          Map.entry("less", ordered("less", -1, -1)),
          Map.entry("lessorequals", ordered("lessOrEquals", -1, 0)),
          Map.entry("greater", ordered("greater", 1, 1)),
          Map.entry("greaterorequals", ordered("greaterOrEquals", 0, 1)));

  private LogicFunctions() {}

  private static Function ordered(String name, int from, int to) {
    return new Function(
        2,
        2,
        a -> {
          OptionalInt order = compare(a);
          if (order.isEmpty()) {
            throw new EvaluationFailure(name + "() cannot order " + a.get(0) + " and " + a.get(1));
          }
          return BooleanValue.of(order.getAsInt() >= from && order.getAsInt() <= to);
        });
  }

  private static OptionalInt compare(List<Value> arguments) {
    return Comparisons.compare(arguments.get(0), arguments.get(1));
  }

  private static Value toBoolean(Value value) {
    return switch (value) {
      case BooleanValue bool -> bool;
      case NumberValue number -> BooleanValue.of(number.toBigDecimal().signum() != 0);
      case StringValue(String text) when text.equalsIgnoreCase("true") || text.equals("1") ->
          BooleanValue.TRUE;
      case StringValue(String text) when text.equalsIgnoreCase("false") || text.equals("0") ->
          BooleanValue.FALSE;
      default -> throw Arguments.unfit("bool", "a boolean", value);
    };
  }
}
