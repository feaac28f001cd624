package io.merlon.query.evaluate;

import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.Table;
import io.merlon.query.TableScan;
import io.merlon.query.syntax.Comparator;
import io.merlon.query.syntax.Expression;
import io.merlon.query.syntax.Expression.Call;
import io.merlon.query.syntax.Expression.Comparison;
import io.merlon.query.syntax.Expression.In;
import io.merlon.query.syntax.Expression.Logical;
import io.merlon.query.syntax.Expression.Name;
import io.merlon.query.syntax.Stage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the first {@code where}s of a pipeline ask of {@code type}, {@code subscriptionId} and
 * {@code id}, for a store to read less. The conditions are tested on every row all the same, so it
 * only has to be no narrower than they are; case is left aside.
 */
final class Pushdown {
  private final PlanContext context;
  private final Map<ResourceColumn, Set<String>> asked = new HashMap<>();

  private Pushdown(PlanContext context) {
    this.context = context;
  }

  static TableScan scan(Table table, List<Stage> stages, PlanContext context) {
    Pushdown pushdown = new Pushdown(context);
    for (Stage stage : stages) {
      if (!(stage instanceof Stage.Where where)) {
        break;
      }
      pushdown.require(where.condition());
    }
    return new TableScan(
        table,
        pushdown.of(ResourceColumn.TYPE),
        pushdown.of(ResourceColumn.SUBSCRIPTION_ID),
        pushdown.of(ResourceColumn.ID));
  }

  private Optional<Set<String>> of(ResourceColumn column) {
    return Optional.ofNullable(asked.get(column));
  }

  private void require(Expression condition) {
    if (condition instanceof Logical(boolean and, List<Expression> operands, var place) && and) {
      operands.forEach(this::require);
      return;
    }
    for (ResourceColumn column :
        List.of(ResourceColumn.TYPE, ResourceColumn.SUBSCRIPTION_ID, ResourceColumn.ID)) {
      values(condition, column)
          .ifPresent(values -> asked.merge(column, values, Pushdown::intersection));
    }
  }

  private static Set<String> intersection(Set<String> a, Set<String> b) {
    Set<String> both = new HashSet<>(a);
    both.retainAll(b);
    return both;
  }

  /** The values of which the column must have one for the condition to hold, if that is known. */
  private Optional<Set<String>> values(Expression condition, ResourceColumn column) {
    return switch (condition) {
      case Comparison comparison
          when comparison.comparator() == Comparator.EQUAL
              || comparison.comparator() == Comparator.SAME ->
          is(comparison.left(), column)
              ? texts(List.of(comparison.right()))
              : is(comparison.right(), column)
                  ? texts(List.of(comparison.left()))
                  : Optional.empty();
      case In in when !in.not() && is(in.operand(), column) -> texts(in.values());
      case Logical(boolean and, List<Expression> operands, var place) when !and ->
          union(operands, column);
      default -> Optional.empty();
    };
  }

  private Optional<Set<String>> union(List<Expression> operands, ResourceColumn column) {
    Set<String> all = new HashSet<>();
    for (Expression operand : operands) {
      Optional<Set<String>> values = values(operand, column);
      if (values.isEmpty()) {
        return values;
      }
      all.addAll(values.get());
    }
    return Optional.of(all);
  }

  /** Whether the expression is the column, as it is or in lower case. */
  private static boolean is(Expression expression, ResourceColumn column) {
    return switch (expression) {
      case Name name -> name.name().equalsIgnoreCase(column.columnName());
      case Call call when call.function().equals("tolower") && call.arguments().size() == 1 ->
          is(call.arguments().getFirst(), column);
      default -> false;
    };
  }

  private Optional<Set<String>> texts(List<Expression> expressions) {
    Set<String> texts = new HashSet<>();
    for (Expression expression : expressions) {
      Optional<Value> value = constant(expression);
      if (value.isEmpty() || !(value.get() instanceof StringValue(String text))) {
        return Optional.empty();
      }
      texts.add(TextTests.fold(text));
    }
    return Optional.of(texts);
  }

  private Optional<Value> constant(Expression expression) {
    return switch (expression) {
      case Expression.Literal(Value value, ColumnType type, var place) -> Optional.of(value);
      case Name name -> context.value(name.name()).flatMap(Typed::constant);
      case Call call when call.function().equals("tolower") && call.arguments().size() == 1 ->
          constant(call.arguments().getFirst());
      default -> Optional.empty();
    };
  }
}
