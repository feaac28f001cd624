package io.merlon.query.evaluate;

import io.merlon.query.QueryLimits;
import io.merlon.query.syntax.Pipeline;
import io.merlon.query.syntax.Place;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What planning a query knows beside its text: the time, the limits, and what it named so far. */
final class PlanContext {
  private final Instant now;
  private final QueryLimits limits;
  private final Map<String, Typed> values = new HashMap<>();
  private final Map<String, NamedRows> rows = new HashMap<>();
  private int operators;
  private int joins;
  private int expands;

  /** Rows that {@code let} named; planned anew, and counted, wherever they are used. */
  record NamedRows(Pipeline pipeline, Map<String, NamedRows> known) {}

  PlanContext(Instant now, QueryLimits limits) {
    this.now = now;
    this.limits = limits;
  }

  Instant now() {
    return now;
  }

  QueryLimits limits() {
    return limits;
  }

  void name(String name, Typed value) {
    values.put(name, value);
  }

  void name(String name, Pipeline pipeline) {
    rows.put(name, new NamedRows(pipeline, Map.copyOf(rows)));
  }

  Optional<Typed> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Map<String, NamedRows> rows() {
    return rows;
  }

  void countOperator(Place place) {
    count(++operators, limits.operators(), "operators", place);
  }

  void countJoin(Place place) {
    count(++joins, limits.joins(), "joins", place);
  }

  void countExpand(Place place) {
    count(++expands, limits.expands(), "mv-expands", place);
  }

  private static void count(int number, int most, String what, Place place) {
    if (number > most) {
      throw place.wrong("a query may have " + most + " " + what + " at most");
    }
  }
}
