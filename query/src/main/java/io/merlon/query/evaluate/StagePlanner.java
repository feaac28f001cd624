package io.merlon.query.evaluate;

import io.merlon.model.BooleanValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.syntax.Expression;
import io.merlon.query.syntax.Named;
import io.merlon.query.syntax.Place;
import io.merlon.query.syntax.Stage;
import io.merlon.query.syntax.Stage.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Plans what is done to the rows of one pipeline; joins and unions excepted. */
final class StagePlanner {
  /** Azure's own bounds of {@code mv-expand}. */
  private static final int USUAL_EXPANSION = 128;

  private static final int MOST_EXPANSION = 400;

  private final PlanContext context;

  StagePlanner(PlanContext context) {
    this.context = context;
  }

  Planned where(Stage.Where stage, Planned input) {
    Node condition = expressions(input).condition(stage.condition()).node();
    Rows.Step step =
        (run, next) -> row -> condition.evaluate(row) != BooleanValue.TRUE || next.accept(row);
    return new Planned(input.rows().then(step), input.scope());
  }

  private ExpressionPlanner expressions(Planned input) {
    return new ExpressionPlanner(context, input.scope());
  }

  Planned project(List<Named> columns, Planned input) {
    Selection selection = new Selection(context, input.scope());
    columns.forEach(selection::add);
    return selection.after(input.rows());
  }

  Planned extend(List<Named> columns, Planned input) {
    Planned extended = input;
    for (Named column : columns) {
      Selection selection = new Selection(context, extended.scope()).all();
      selection.extend(column);
      extended = selection.after(extended.rows());
    }
    return extended;
  }

  Planned some(Stage.ProjectSome stage, Planned input) {
    Scope scope = input.scope();
    Selection selection = new Selection(context, scope);
    for (int i = 0; i < scope.size(); i++) {
      String name = scope.at(i).name();
      boolean named = stage.columns().stream().anyMatch(one -> matches(one.name(), name));
      if (named != stage.away()) {
        selection.keep(i, name);
      }
    }
    if (selection.size() == 0) {
      throw stage.place().wrong("no column is left");
    }
    return selection.after(input.rows());
  }

  private static boolean matches(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.regionMatches(true, 0, pattern, 0, pattern.length() - 1)
        : name.equalsIgnoreCase(pattern);
  }

  Planned rename(Stage.Rename stage, Planned input) {
    Scope scope = input.scope();
    List<String> names = new ArrayList<>(scope.columns().stream().map(Column::name).toList());
    for (Named column : stage.columns()) {
      OptionalInt old =
          column.expression() instanceof Expression.Name name
              ? scope.find(name.name())
              : OptionalInt.empty();
      if (column.name().isEmpty() || old.isEmpty()) {
        throw column.place().wrong("project-rename takes new = old, where old is a column");
      }
      names.set(old.getAsInt(), column.name());
    }
    Selection selection = new Selection(context, scope);
    for (int i = 0; i < scope.size(); i++) {
      selection.keep(i, names.get(i));
    }
    return selection.after(input.rows());
  }

  Planned distinct(Stage.Distinct stage, Planned input) {
    List<Named> columns =
        stage.columns().isEmpty()
            ? input.scope().columns().stream().map(one -> named(one, stage.place())).toList()
            : stage.columns();
    return SummarizePlanner.plan(
        new Stage.Summarize(List.of(), columns, stage.place()), input, context);
  }

  private static Named named(Column column, Place place) {
    return new Named("", new Expression.Name(column.name(), place), place);
  }

  Planned count(Stage.Count stage, Planned input) {
    Named count =
        new Named("Count", new Expression.Call("count", List.of(), stage.place()), stage.place());
    return SummarizePlanner.plan(
        new Stage.Summarize(List.of(count), List.of(), stage.place()), input, context);
  }

  Planned take(Stage.Take stage, Planned input) {
    long most = expressions(input).rows(stage.rows());
    Rows.Step step = (run, next) -> new Taken(next, most);
    Rows rows =
        (run, sink) -> {
          if (most > 0) {
            input.rows().then(step).push(run, sink);
          }
        };
    return new Planned(rows, input.scope());
  }

  private static final class Taken implements Sink {
    private final Sink next;
    private long left;

    Taken(Sink next, long most) {
      this.next = next;
      this.left = most;
    }

    @Override
    public boolean accept(Value[] row) {
      left--;
      return next.accept(row) && left > 0;
    }
  }

  Planned sort(List<SortKey> keys, long most, boolean last, Planned input) {
    ExpressionPlanner expressions = expressions(input);
    List<RowOrder.Key> planned = new ArrayList<>();
    for (SortKey key : keys) {
      Typed value = AggregateFunctions.ordered(expressions.plan(key.value()), key.value().place());
      planned.add(new RowOrder.Key(value.node(), value.type(), key.descending(), key.nullsFirst()));
    }
    return new Planned(
        input.rows().then(new Sort(new RowOrder(List.copyOf(planned)), most, last)), input.scope());
  }

  long rows(Expression rows, Planned input) {
    return expressions(input).rows(rows);
  }

  Planned expand(Stage.Expand stage, Planned input) {
    context.countExpand(stage.place());
    ExpressionPlanner expressions = expressions(input);
    long limit = stage.limit().isEmpty() ? USUAL_EXPANSION : expressions.rows(stage.limit().get());
    if (limit > MOST_EXPANSION) {
      throw stage.place().wrong("the limit of mv-expand is " + MOST_EXPANSION + " at most");
    }
    List<Column> columns = new ArrayList<>(input.scope().columns());
    List<Expand.Column> expanded = new ArrayList<>();
    for (Stage.Expand.Expanded one : stage.columns()) {
      Typed value = expressions.plan(one.value().expression());
      if (value.type() != ColumnType.DYNAMIC) {
        throw one.value()
            .place()
            .wrong(
                "mv-expand takes a dynamic value, not a "
                    + value.type().keyword()
                    + "; for a text that holds JSON write parse_json(…) around it");
      }
      String name =
          one.value().name().isEmpty()
              ? ExpressionPlanner.nameOf(one.value().expression(), columns.size() + 1)
              : one.value().name();
      int target = new Scope(columns).find(name).orElse(columns.size());
      Column column = Column.computed(name, one.type());
      if (target == columns.size()) {
        columns.add(column);
      } else {
        columns.set(target, column);
      }
      expanded.add(new Expand.Column(value.node(), one.type(), target));
    }
    Expand step = new Expand(List.copyOf(expanded), columns.size(), limit);
    return new Planned(input.rows().then(step), new Scope(columns));
  }
}
