package io.merlon.query;

import io.merlon.query.QueryException.Fault;
import io.merlon.query.evaluate.QueryPlanner;
import io.merlon.query.syntax.QueryParser;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A query, ready to be run as often as wanted, also by several threads. */
public final class QueryPlan {
  private final QueryPlanner plan;

  private QueryPlan(QueryPlanner plan) {
    this.plan = plan;
  }

  /**
   * Plans a query.
   *
   * @param now the time that {@code now()} gives
   * @throws QueryException naming the place of what is wrong
   */
  public static QueryPlan compile(String text, Instant now, QueryLimits limits) {
    if (text.length() > limits.textLength()) {
      throw new QueryException(
          Fault.SYNTAX,
          "the query is longer than " + limits.textLength() + " characters",
          1,
          1,
          "",
          "");
    }
    return new QueryPlan(QueryPlanner.plan(QueryParser.parse(text), now, limits));
  }

  /** The columns of the result. */
  public List<ResultColumn> columns() {
    return plan.columns();
  }

  /**
   * Runs it.
   *
   * @param skip how many rows of the result to leave out first
   * @param most how many rows to give then; the others are counted
   * @param expired asked now and then whether the time is up
   * @throws QueryLimitException when it asks for more than it may have
   */
  public QueryResult run(Tables tables, long skip, int most, BooleanSupplier expired) {
    return plan.run(tables, skip, most, expired);
  }
}
