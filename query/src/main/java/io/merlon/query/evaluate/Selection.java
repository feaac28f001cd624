package io.merlon.query.evaluate;

import io.merlon.model.Value;
import io.merlon.query.syntax.Expression;
import io.merlon.query.syntax.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Columns that are chosen, computed and named, and the step that makes rows of them. */
final class Selection {
  private final PlanContext context;
  private final Scope input;
  private final List<Column> columns = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();

  Selection(PlanContext context, Scope input) {
    this.context = context;
    this.input = input;
  }

  int size() {
    return columns.size();
  }

  /** All columns of the input. */
  Selection all() {
    for (int i = 0; i < input.size(); i++) {
      keep(i, input.at(i).name());
    }
    return this;
  }

  /** A column as it is; that it is passed on does not mean that it is read. */
  void keep(int index, String name) {
    columns.add(input.at(index).named(name));
    nodes.add(row -> row[index]);
  }

  void add(Named named) {
    set(columns.size(), named);
  }

  /** Computes a column in place of the one that has its name, else at the end. */
  void extend(Named named) {
    OptionalInt there = new Scope(columns).find(name(named));
    set(there.orElse(columns.size()), named);
  }

  private String name(Named named) {
    return named.name().isEmpty()
        ? ExpressionPlanner.nameOf(named.expression(), columns.size() + 1)
        : named.name();
  }

  private void set(int position, Named named) {
    String name = name(named);
    OptionalInt passed =
        named.expression() instanceof Expression.Name column
            ? input.find(column.name())
            : OptionalInt.empty();
    Column column;
    Node node;
    if (passed.isPresent()) {
      int index = passed.getAsInt();
      column = input.at(index).named(name);
      node = row -> row[index];
    } else {
      Typed typed = new ExpressionPlanner(context, input).plan(named.expression());
      column = Column.computed(name, typed.type());
      node = typed.node();
    }
    if (position == columns.size()) {
      columns.add(column);
      nodes.add(node);
    } else {
      columns.set(position, column);
      nodes.set(position, node);
    }
  }

  Planned after(Rows rows) {
    Node[] computed = nodes.toArray(Node[]::new);
    Rows.Step step =
        (run, next) ->
            row -> {
              Value[] made = new Value[computed.length];
              for (int i = 0; i < made.length; i++) {
                made[i] = computed[i].evaluate(row);
              }
              return next.accept(made);
            };
    return new Planned(rows.then(step), Scope.distinct(columns));
  }
}
