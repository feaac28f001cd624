package io.merlon.query.evaluate;

import io.merlon.model.NullValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.syntax.Expression;
import io.merlon.query.syntax.Pipeline;
import io.merlon.query.syntax.Place;
import io.merlon.query.syntax.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Plans what brings the rows of several pipelines together. */
final class CombinationPlanner {
  private final PlanContext context;
  private final PipelinePlanner pipelines;

  CombinationPlanner(PlanContext context, PipelinePlanner pipelines) {
    this.context = context;
    this.pipelines = pipelines;
  }

  Planned join(Stage.Join stage, Planned left) {
    context.countJoin(stage.place());
    Planned right = pipelines.plan(stage.right());
    List<Node> leftKeys = new ArrayList<>();
    List<Node> rightKeys = new ArrayList<>();
    for (Stage.Join.Pair pair : stage.on()) {
      Typed a = key(pair.left(), left.scope());
      Typed b = key(pair.right(), right.scope());
      if (a.type() != b.type() && !(a.type().isNumeric() && b.type().isNumeric())) {
        throw pair.left()
            .place()
            .wrong(
                "a "
                    + a.type().keyword()
                    + " cannot be joined with a "
                    + b.type().keyword()
                    + "; turn one into the type of the other with extend");
      }
      leftKeys.add(a.node());
      rightKeys.add(b.node());
    }
    List<Column> columns = new ArrayList<>(left.scope().columns());
    columns.addAll(right.scope().columns());
    Rows rows =
        new Join(
            stage.kind(),
            left.rows(),
            List.copyOf(leftKeys),
            right.rows(),
            List.copyOf(rightKeys),
            blank(right.scope().columns()));
    return new Planned(rows, Scope.distinct(columns));
  }

  private static Typed key(Expression.Name name, Scope scope) {
    OptionalInt column = scope.find(name.name());
    if (column.isEmpty()) {
      throw name.place().wrong("a side of the join has no column '" + name.name() + "'");
    }
    Typed key = scope.read(column.getAsInt());
    if (key.type() == ColumnType.DYNAMIC) {
      throw name.place()
          .wrong(
              "the key '"
                  + name.name()
                  + "' is dynamic and cannot be joined on; turn it into a type with extend, as with"
                  + " tostring(…)");
    }
    return key;
  }

  private static List<Value> blank(List<Column> columns) {
    return columns.stream().map(one -> blank(one.type())).toList();
  }

  private static Value blank(ColumnType type) {
    return type == ColumnType.STRING ? StringValue.EMPTY : NullValue.NULL;
  }

  Planned union(Stage.Union stage, Planned first) {
    return union(stage, first, true);
  }

  /** A union that a pipeline begins with. */
  Planned union(Stage.Union stage) {
    return union(stage, pipelines.plan(stage.others().getFirst()), false);
  }

  private Planned union(Stage.Union stage, Planned first, boolean besides) {
    List<Planned> legs = new ArrayList<>(List.of(first));
    List<String> names = new ArrayList<>();
    if (besides) {
      names.add("union_arg0");
    }
    for (int i = 0; i < stage.others().size(); i++) {
      Pipeline other = stage.others().get(i);
      names.add(
          other.source() instanceof Pipeline.Named(String name, Place place)
              ? name
              : "union_arg" + names.size());
      if (besides || i > 0) {
        legs.add(pipelines.plan(other));
      }
    }
    List<Column> columns = columns(stage, legs);
    if (columns.isEmpty()) {
      throw stage.place().wrong("the legs of this union have no column in common");
    }
    List<Rows> mapped = new ArrayList<>();
    for (int i = 0; i < legs.size(); i++) {
      mapped.add(mapped(legs.get(i), columns, stage.sourceColumn(), names.get(i)));
    }
    Rows rows = (run, sink) -> new InTurn(sink).push(run, mapped);
    return new Planned(rows, new Scope(columns));
  }

  /** Pushes legs one after the other, none after the sink has enough. */
  private static final class InTurn implements Sink {
    private final Sink next;
    private boolean wanted = true;

    InTurn(Sink next) {
      this.next = next;
    }

    void push(Run run, List<Rows> legs) {
      for (Rows leg : legs) {
        if (wanted) {
          leg.push(run, this);
        }
      }
    }

    @Override
    public boolean accept(Value[] row) {
      wanted = next.accept(row);
      return wanted;
    }
  }

  /** All columns by name, or those that every leg has; dynamic where their types differ. */
  private static List<Column> columns(Stage.Union stage, List<Planned> legs) {
    List<Column> columns = new ArrayList<>();
    if (!stage.sourceColumn().isEmpty()) {
      columns.add(Column.computed(stage.sourceColumn(), ColumnType.STRING));
    }
    for (Planned leg : legs) {
      for (Column column : leg.scope().columns()) {
        List<Column> same =
            legs.stream()
                .map(Planned::scope)
                .flatMap(scope -> scope.find(column.name()).stream().mapToObj(scope::at))
                .toList();
        boolean there = new Scope(columns).find(column.name()).isPresent();
        if (!there && (!stage.inner() || same.size() == legs.size())) {
          boolean alike = same.stream().allMatch(one -> one.type() == column.type());
          columns.add(
              new Column(
                  column.name(),
                  alike ? column.type() : ColumnType.DYNAMIC,
                  new Column.Use(same.stream().map(Column::use).toList())));
        }
      }
    }
    return columns;
  }

  private static Rows mapped(Planned leg, List<Column> columns, String source, String name) {
    Node[] nodes = new Node[columns.size()];
    for (int i = 0; i < nodes.length; i++) {
      Column column = columns.get(i);
      OptionalInt own = leg.scope().find(column.name());
      if (!source.isEmpty() && i == 0) {
        nodes[i] = new Constant(new StringValue(name));
      } else if (own.isPresent()) {
        int index = own.getAsInt();
        nodes[i] =
            new Typed(row -> row[index], leg.scope().at(index).type()).as(column.type()).node();
      } else {
        nodes[i] = new Constant(blank(column.type()));
      }
    }
    return leg.rows()
        .then((run, next) ->
            row -> {
              Value[] made = new Value[nodes.length];
              for (int i = 0; i < made.length; i++) {
                made[i] = nodes[i].evaluate(row);
              }
              return next.accept(made);
            });
  }
}
