package io.merlon.query.evaluate;

import io.merlon.model.IntegerValue;
import io.merlon.model.NullValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.evaluate.Functions.Signature;
import io.merlon.query.syntax.Expression.Arithmetic.Operator;
import io.merlon.query.value.Ticks;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/** Functions of time. The time now is the one that the query was planned with. */
final class TimeFunctions {
  private TimeFunctions() {}

  static void addTo(Map<String, Signature> functions) {
    functions.put("now", new Signature(0, 1, TimeFunctions::now));
    functions.put("ago", new Signature(1, 1, TimeFunctions::ago));
    functions.put("startofday", new Signature(1, 1, call -> startOf(call, day -> day)));
    functions.put(
        "startofmonth", new Signature(1, 1, call -> startOf(call, day -> day.withDayOfMonth(1))));
    functions.put(
        "startofweek",
        new Signature(
            1,
            1,
            call ->
                startOf(
                    call, day -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY)))));
    functions.put("datetime_diff", new Signature(3, 3, TimeFunctions::difference));
  }

  private static Typed current(Arguments call) {
    return Typed.constant(new IntegerValue(Ticks.of(call.context().now())), ColumnType.DATETIME);
  }

  private static Typed now(Arguments call) {
    return call.size() == 0
        ? current(call)
        : Arithmetics.of(Operator.ADD, current(call), call.at(0), call.place());
  }

  private static Typed ago(Arguments call) {
    if (call.at(0).type() != ColumnType.TIMESPAN) {
      throw call.place().wrong("'ago' takes a timespan such as 7d");
    }
    return Arithmetics.of(Operator.SUBTRACT, current(call), call.at(0), call.place());
  }

  private static Typed startOf(Arguments call, UnaryOperator<LocalDate> first) {
    Node node = call.at(0).as(ColumnType.DATETIME).node();
    return call.give(
        ColumnType.DATETIME,
        row -> {
          if (!(node.evaluate(row) instanceof IntegerValue(long ticks))) {
            return NullValue.NULL;
          }
          LocalDate day = Ticks.instant(ticks).atZone(ZoneOffset.UTC).toLocalDate();
          return new IntegerValue(
              Ticks.of(first.apply(day).atStartOfDay(ZoneOffset.UTC).toInstant()));
        });
  }

  /** How many borders of a period lie between two times. */
  private static Typed difference(Arguments call) {
    LongUnaryOperator count =
        switch (call.constantText(0).toLowerCase(Locale.ROOT)) {
          case "year" -> ticks -> date(ticks).getYear();
          case "month" -> ticks -> date(ticks).getYear() * 12L + date(ticks).getMonthValue();
          case "week" -> ticks -> Math.floorDiv(Math.floorDiv(ticks, Ticks.DAY) + 4, 7);
          case "day" -> ticks -> Math.floorDiv(ticks, Ticks.DAY);
          case "hour" -> ticks -> Math.floorDiv(ticks, 3_600 * Ticks.SECOND);
          case "minute" -> ticks -> Math.floorDiv(ticks, 60 * Ticks.SECOND);
          case "second" -> ticks -> Math.floorDiv(ticks, Ticks.SECOND);
          default ->
              throw call.place()
                  .wrong("'datetime_diff' knows year, month, week, day, hour, minute and second");
        };
    Node later = call.at(1).as(ColumnType.DATETIME).node();
    Node earlier = call.at(2).as(ColumnType.DATETIME).node();
    return call.give(
        ColumnType.LONG,
        row -> {
          Value a = later.evaluate(row);
          Value b = earlier.evaluate(row);
          return a instanceof IntegerValue(long x) && b instanceof IntegerValue(long y)
              ? new IntegerValue(count.applyAsLong(x) - count.applyAsLong(y))
              : NullValue.NULL;
        });
  }

  private static LocalDate date(long ticks) {
    return Ticks.instant(ticks).atZone(ZoneOffset.UTC).toLocalDate();
  }
}
