package io.merlon.query.evaluate;

import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.QueryLimits;
import io.merlon.query.QueryResult;
import io.merlon.query.ResultColumn;
import io.merlon.query.Table;
import io.merlon.query.Tables;
import io.merlon.query.syntax.Expression;
import io.merlon.query.syntax.Pipeline;
import io.merlon.query.syntax.Query;
import io.merlon.query.syntax.Query.Let;
import io.merlon.query.syntax.Query.LetRows;
import io.merlon.query.syntax.Query.LetValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Plans a whole query, and runs what it planned. */
public final class QueryPlanner {
  private final QueryLimits limits;
  private final Planned planned;

  private QueryPlanner(QueryLimits limits, Planned planned) {
    this.limits = limits;
    this.planned = planned;
  }

  public static QueryPlanner plan(Query query, Instant now, QueryLimits limits) {
    PlanContext context = new PlanContext(now, limits);
    query.lets().forEach(let -> name(let, context));
    Planned planned = new PipelinePlanner(context, context.rows()).planResult(query.pipeline());
    planned.scope().markAll();
    return new QueryPlanner(limits, planned);
  }

  private static void name(Let let, PlanContext context) {
    switch (let) {
      case LetRows rows -> context.name(rows.name(), rows.rows());
      case LetValue value
          when value.value() instanceof Expression.Name name
              && context.value(name.name()).isEmpty()
              && (context.rows().containsKey(name.name()) || Table.of(name.name()).isPresent()) ->
          context.name(
              value.name(), new Pipeline(new Pipeline.Named(name.name(), name.place()), List.of()));
      case LetValue value ->
          context.name(
              value.name(),
              new ExpressionPlanner(context, new Scope(List.of())).plan(value.value()));
    }
  }

  public List<ResultColumn> columns() {
    return planned.scope().columns().stream()
        .map(column -> new ResultColumn(column.name(), column.type()))
        .toList();
  }

  /** Runs the plan; see {@link io.merlon.query.QueryPlan#run}. */
  public QueryResult run(Tables tables, long skip, int most, BooleanSupplier expired) {
    Run run = new Run(tables, limits, expired, Math.addExact(skip, most));
    Result result = new Result(run, skip, most);
    planned.rows().push(run, result);
    return new QueryResult(columns(), result.rows, result.seen + run.dropped());
  }

  private final class Result implements Sink {
    private final Run run;
    private final long skip;
    private final int most;
    private final List<List<Value>> rows = new ArrayList<>();
    private long seen;

    Result(Run run, long skip, int most) {
      this.run = run;
      this.skip = skip;
      this.most = most;
    }

    @Override
    public boolean accept(Value[] row) {
      if (seen++ >= skip && rows.size() < most) {
        Value[] shown = shown(row);
        run.keep(shown);
        rows.add(Arrays.asList(shown));
      }
      return true;
    }

    /** Times as texts: nobody outside counts in ticks. */
    private Value[] shown(Value[] row) {
      Value[] shown = new Value[row.length];
      for (int i = 0; i < row.length; i++) {
        ColumnType type = planned.scope().at(i).type();
        shown[i] = Casts.cast(row[i], type, ColumnType.DYNAMIC);
      }
      return shown;
    }
  }
}
