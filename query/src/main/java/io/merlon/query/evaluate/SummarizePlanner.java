package io.merlon.query.evaluate;

import io.merlon.query.ColumnType;
import io.merlon.query.syntax.Expression;
import io.merlon.query.syntax.Expression.Call;
import io.merlon.query.syntax.Expression.Star;
import io.merlon.query.syntax.Named;
import io.merlon.query.syntax.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plans {@code summarize}. The aggregates of a group make a row of their own, over which the
 * expressions that hold them (such as {@code 100.0 * countif(x) / count()}) are evaluated.
 */
final class SummarizePlanner {
  private static final Set<String> WIDE =
      Set.of("arg_max", "arg_min", "argmax", "argmin", "any", "take_any");

  private final PlanContext context;
  private final Scope input;
  private final AggregateFunctions functions;
  private final List<Aggregate> aggregates = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private final List<Node> keys = new ArrayList<>();
  private final List<Node> results = new ArrayList<>();
  private int width;

  private SummarizePlanner(PlanContext context, Scope input) {
    this.context = context;
    this.input = input;
    this.functions = new AggregateFunctions(new ExpressionPlanner(context, input));
  }

  static Planned plan(Stage.Summarize stage, Planned input, PlanContext context) {
    SummarizePlanner planner = new SummarizePlanner(context, input.scope());
    stage.by().forEach(planner::key);
    stage.aggregates().forEach(planner::aggregate);
    Rows.Step step =
        new Summarize(
            List.copyOf(planner.keys),
            List.copyOf(planner.aggregates),
            planner.width,
            List.copyOf(planner.results));
    return new Planned(input.rows().then(step), Scope.distinct(planner.columns));
  }

  private void key(Named key) {
    Typed value = new ExpressionPlanner(context, input).plan(key.expression());
    String name =
        key.name().isEmpty()
            ? ExpressionPlanner.nameOf(key.expression(), columns.size() + 1)
            : key.name();
    if (value.type() == ColumnType.DYNAMIC) {
      throw key.place()
          .wrong(
              "the key '"
                  + name
                  + "' is dynamic and cannot make groups; turn it into a type, as with"
                  + " tostring(…)");
    }
    keys.add(value.node());
    columns.add(Column.computed(name, value.type()));
  }

  private void aggregate(Named named) {
    if (named.expression() instanceof Call call && WIDE.contains(call.function()) && isWide(call)) {
      wide(named, call);
      return;
    }
    ExpressionPlanner outer = new ExpressionPlanner(context, new Scope(List.of()), this::register);
    Typed result = outer.plan(named.expression());
    results.add(result.node());
    columns.add(Column.computed(nameOf(named), result.type()));
  }

  private static boolean isWide(Call call) {
    return call.function().startsWith("arg")
        || call.arguments().size() > 1
        || call.arguments().size() == 1 && call.arguments().getFirst() instanceof Star;
  }

  private Optional<Typed> register(Call call) {
    if (!AggregateFunctions.knows(call.function())) {
      return Optional.empty();
    }
    Aggregate aggregate = functions.plan(call);
    return Optional.of(slot(add(aggregate), aggregate.types().getFirst()));
  }

  /** The first of its places in the row of aggregates. */
  private int add(Aggregate aggregate) {
    int first = width;
    aggregates.add(aggregate);
    width += aggregate.types().size();
    return first;
  }

  private static Typed slot(int index, ColumnType type) {
    return new Typed(row -> row[index], type);
  }

  /** {@code arg_max}, {@code arg_min} and {@code take_any} with columns beside. */
  private void wide(Named named, Call call) {
    boolean extreme = call.function().startsWith("arg");
    if (call.arguments().isEmpty()) {
      throw call.place().wrong("'" + call.function() + "' takes a value and columns");
    }
    ExpressionPlanner inner = new ExpressionPlanner(context, input);
    List<Typed> values = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      Expression argument = call.arguments().get(i);
      if (argument instanceof Star) {
        all(names, values);
      } else {
        values.add(inner.plan(argument));
        String own = ExpressionPlanner.nameOf(argument, columns.size() + i + 1);
        names.add(i == 0 && !named.name().isEmpty() ? named.name() : own);
      }
    }
    List<Node> nodes = values.stream().map(Typed::node).toList();
    List<ColumnType> types = values.stream().map(Typed::type).toList();
    boolean max = call.function().endsWith("max");
    Typed first =
        extreme ? AggregateFunctions.ordered(values.getFirst(), call.place()) : values.getFirst();
    int at =
        add(
            new Aggregate(
                types,
                extreme
                    ? () -> new Extreme(first, max, nodes.subList(1, nodes.size()))
                    : () -> new Collected.Any(nodes)));
    for (int i = 0; i < names.size(); i++) {
      results.add(slot(at + i, types.get(i)).node());
      columns.add(Column.computed(names.get(i), types.get(i)));
    }
  }

  private void all(List<String> names, List<Typed> values) {
    for (int i = 0; i < input.size(); i++) {
      String name = input.at(i).name();
      boolean there =
          names.contains(name) || columns.stream().anyMatch(one -> one.name().equals(name));
      if (!there) {
        names.add(name);
        values.add(input.read(i));
      }
    }
  }

  /** As KQL names it: {@code count_}, {@code sum_size}, {@code list_name}. */
  private String nameOf(Named named) {
    if (!named.name().isEmpty()) {
      return named.name();
    }
    if (!(named.expression() instanceof Call call) || !AggregateFunctions.knows(call.function())) {
      return "Column" + (columns.size() + 1);
    }
    String argument =
        call.arguments().isEmpty() || call.function().equals("countif")
            ? ""
            : ExpressionPlanner.nameOf(call.arguments().getFirst(), 0);
    String suffix = argument.equals("Column0") ? "" : argument;
    return switch (call.function()) {
      case "take_any" -> suffix.isEmpty() ? "any_" : suffix;
      case "make_list", "makelist" -> "list_" + suffix;
      case "make_set", "makeset" -> "set_" + suffix;
      default -> call.function() + "_" + suffix;
    };
  }
}
