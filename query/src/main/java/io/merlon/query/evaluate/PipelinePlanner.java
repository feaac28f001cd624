package io.merlon.query.evaluate;

import io.merlon.query.Table;
import io.merlon.query.evaluate.PlanContext.NamedRows;
import io.merlon.query.syntax.Pipeline;
import io.merlon.query.syntax.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans a pipeline: its source, then stage after stage. */
final class PipelinePlanner {
  private final PlanContext context;
  private final Map<String, NamedRows> known;
  private final StagePlanner stages;
  private final CombinationPlanner combinations;

  /**
   * @param known the rows that {@code let} named before this pipeline
   */
  PipelinePlanner(PlanContext context, Map<String, NamedRows> known) {
    this.context = context;
    this.known = known;
    this.stages = new StagePlanner(context);
    this.combinations = new CombinationPlanner(context, this);
  }

  /** A pipeline within another. */
  Planned plan(Pipeline pipeline) {
    return plan(pipeline, false);
  }

  /** The pipeline whose rows are the result. */
  Planned planResult(Pipeline pipeline) {
    return plan(pipeline, true);
  }

  private Planned plan(Pipeline pipeline, boolean isResult) {
    Planned planned = source(pipeline);
    List<Stage> all = pipeline.stages();
    for (int i = 0; i < all.size(); i++) {
      context.countOperator(all.get(i).place());
      boolean last =
          isResult && all.subList(i + 1, all.size()).stream().allMatch(PipelinePlanner::keepsRows);
      planned = stage(all.get(i), last, planned);
    }
    return planned;
  }

  private static boolean keepsRows(Stage stage) {
    return stage instanceof Stage.Project
        || stage instanceof Stage.ProjectSome
        || stage instanceof Stage.Rename
        || stage instanceof Stage.Extend;
  }

  private Planned source(Pipeline pipeline) {
    context.countOperator(pipeline.source().place());
    return switch (pipeline.source()) {
      case Pipeline.Nested nested -> plan(nested.pipeline());
      case Pipeline.Combined combined -> combinations.union(combined.union());
      case Pipeline.Named named -> named(named, pipeline.stages());
    };
  }

  private Planned named(Pipeline.Named named, List<Stage> all) {
    Optional<NamedRows> rows = Optional.ofNullable(known.get(named.name()));
    if (rows.isPresent()) {
      return new PipelinePlanner(context, rows.get().known()).plan(rows.get().pipeline());
    }
    Table table =
        Table.of(named.name())
            .orElseThrow(() ->
                named
                    .place()
                    .wrong(
                        "there is no table '"
                            + named.name()
                            + "'; the tables are "
                            + Table.names()));
    Scope scope = ScanRows.newScope();
    return new Planned(new ScanRows(Pushdown.scan(table, all, context), scope), scope);
  }

  private Planned stage(Stage stage, boolean last, Planned input) {
    return switch (stage) {
      case Stage.Where where -> stages.where(where, input);
      case Stage.Project project -> stages.project(project.columns(), input);
      case Stage.ProjectSome some -> stages.some(some, input);
      case Stage.Rename rename -> stages.rename(rename, input);
      case Stage.Extend extend -> stages.extend(extend.columns(), input);
      case Stage.Summarize summarize -> SummarizePlanner.plan(summarize, input, context);
      case Stage.Distinct distinct -> stages.distinct(distinct, input);
      case Stage.Order order -> stages.sort(order.keys(), Long.MAX_VALUE, last, input);
      case Stage.Take take -> stages.take(take, input);
      case Stage.Top top -> stages.sort(top.keys(), stages.rows(top.rows(), input), last, input);
      case Stage.Count count -> stages.count(count, input);
      case Stage.Join join -> combinations.join(join, input);
      case Stage.Union union -> combinations.union(union, input);
      case Stage.Expand expand -> stages.expand(expand, input);
    };
  }
}
