package io.merlon.query.evaluate;

import io.merlon.model.BooleanValue;
import io.merlon.model.NullValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.evaluate.Aggregate.State;
import io.merlon.query.syntax.Expression;
import io.merlon.query.syntax.Expression.Call;
import io.merlon.query.syntax.Expression.Star;
import io.merlon.query.syntax.Place;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The aggregate functions of {@code summarize} that give one value. Null is left out of all. */
final class AggregateFunctions {
  private static final Set<String> NAMES =
      Set.of(
          "count",
          "countif",
          "dcount",
          "dcountif",
          "sum",
          "sumif",
          "avg",
          "avgif",
          "min",
          "max",
          "minif",
          "maxif",
          "make_list",
          "makelist",
          "make_set",
          "makeset",
          "any",
          "take_any",
          "arg_max",
          "arg_min",
          "argmax",
          "argmin");

  private static final long LONGEST_LIST = 1 << 20;

  private final ExpressionPlanner expressions;

  AggregateFunctions(ExpressionPlanner expressions) {
    this.expressions = expressions;
  }

  static boolean knows(String function) {
    return NAMES.contains(function);
  }

  Aggregate plan(Call call) {
    return switch (call.function()) {
      case "count" -> count(call);
      case "countif" -> only(Aggregate.of(ColumnType.LONG, Totals.Count::new), with(call, 1, 1), 0);
      case "dcount" -> distinct(with(call, 1, 2));
      case "dcountif" -> only(distinct(with(call, 2, 2)), call, 1);
      case "sum" -> sum(with(call, 1, 1));
      case "sumif" -> only(sum(with(call, 2, 2)), call, 1);
      case "avg" -> average(with(call, 1, 1));
      case "avgif" -> only(average(with(call, 2, 2)), call, 1);
      case "min", "max" -> extreme(with(call, 1, 1));
      case "minif", "maxif" -> only(extreme(with(call, 2, 2)), call, 1);
      case "make_list", "makelist" -> list(call, false);
      case "make_set", "makeset" -> list(call, true);
      case "any", "take_any" -> any(call);
      default ->
          throw call.place()
              .wrong("'" + call.function() + "' gives several columns and must stand alone");
    };
  }

  /** The call, when it has so many arguments. */
  private static Call with(Call call, int fewest, int most) {
    int given = call.arguments().size();
    if (given < fewest || given > most) {
      throw call.place()
          .wrong("'" + call.function() + "' has " + given + " arguments; that is not its number");
    }
    return call;
  }

  private static Aggregate count(Call call) {
    boolean all =
        call.arguments().isEmpty()
            || call.arguments().size() == 1 && call.arguments().getFirst() instanceof Star;
    if (!all) {
      throw call.place()
          .wrong("'count' takes no argument; to count by a condition there is countif");
    }
    return Aggregate.of(ColumnType.LONG, Totals.Count::new);
  }

  /** Only of rows for which the condition at this argument holds. */
  private Aggregate only(Aggregate aggregate, Call call, int condition) {
    Node node = expressions.condition(call.arguments().get(condition)).node();
    return new Aggregate(
        aggregate.types(),
        () -> {
          State inner = aggregate.start().get();
          return new State() {
            @Override
            public void add(Value[] row, Run run) {
              if (node.evaluate(row) == BooleanValue.TRUE) {
                inner.add(row, run);
              }
            }

            @Override
            public Value result(int index) {
              return inner.result(index);
            }
          };
        });
  }

  private Typed argument(Call call) {
    return expressions.plan(call.arguments().getFirst());
  }

  private Aggregate distinct(Call call) {
    Node node = argument(call).node();
    return Aggregate.of(ColumnType.LONG, () -> new Collected.DistinctCount(node));
  }

  private Typed number(Call call) {
    Typed number = argument(call);
    return switch (number.type()) {
      case LONG, REAL, TIMESPAN -> number;
      case DYNAMIC -> number.as(ColumnType.REAL);
      default ->
          throw call.place()
              .wrong(
                  "'"
                      + call.function()
                      + "' takes numbers, not a "
                      + number.type().keyword()
                      + "; turn it into one, as with tolong(…)");
    };
  }

  private Aggregate sum(Call call) {
    Typed number = number(call);
    Supplier<State> start =
        number.type() == ColumnType.REAL
            ? () -> new Totals.RealSum(number.node())
            : () -> new Totals.WholeSum(number.node());
    return Aggregate.of(number.type(), start);
  }

  private Aggregate average(Call call) {
    Typed number = number(call);
    boolean span = number.type() == ColumnType.TIMESPAN;
    return Aggregate.of(
        span ? ColumnType.TIMESPAN : ColumnType.REAL,
        () -> new Totals.Average(number.node(), span));
  }

  private Aggregate extreme(Call call) {
    Typed value = ordered(argument(call), call.place());
    boolean max = call.function().startsWith("max");
    return Aggregate.of(
        value.type(), () -> new Extreme(value, max, List.of(new Constant(NullValue.NULL))));
  }

  static Typed ordered(Typed value, Place place) {
    if (value.type() == ColumnType.DYNAMIC) {
      throw place.wrong(
          "dynamic values have no order; turn them into a type, as with tostring(…) or tolong(…)");
    }
    return value;
  }

  private Aggregate list(Call call, boolean distinct) {
    int given = with(call, 1, 2).arguments().size();
    Node node = argument(call).as(ColumnType.DYNAMIC).node();
    long most = given < 2 ? LONGEST_LIST : expressions.rows(call.arguments().get(1));
    return Aggregate.of(ColumnType.DYNAMIC, () -> new Collected.Items(node, distinct, most));
  }

  private Aggregate any(Call call) {
    Expression argument =
        call.arguments().size() == 1 ? call.arguments().getFirst() : new Star(call.place());
    if (argument instanceof Star) {
      throw call.place().wrong("'" + call.function() + "' of several columns must stand alone");
    }
    Typed value = expressions.plan(argument);
    return Aggregate.of(value.type(), () -> new Collected.Any(List.of(value.node())));
  }
}
