package io.merlon.query.evaluate;

import io.merlon.model.IntegerValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.query.ColumnType;
import io.merlon.query.syntax.Comparator;
import io.merlon.query.syntax.Expression;
import io.merlon.query.syntax.Expression.Call;
import io.merlon.query.syntax.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Turns expressions into nodes: names resolved, types known, constants folded. */
final class ExpressionPlanner {
  private final PlanContext context;
  private final Scope scope;
  private final Aggregates aggregates;

  /** Takes calls of aggregate functions, where these may stand. */
  @FunctionalInterface
  interface Aggregates {
    Aggregates NONE = call -> Optional.empty();

    Optional<Typed> plan(Call call);
  }

  ExpressionPlanner(PlanContext context, Scope scope) {
    this(context, scope, Aggregates.NONE);
  }

  ExpressionPlanner(PlanContext context, Scope scope, Aggregates aggregates) {
    this.context = context;
    this.scope = scope;
    this.aggregates = aggregates;
  }

  Typed plan(Expression expression) {
    return switch (expression) {
      case Expression.Literal(Value value, ColumnType type, Place place) ->
          Typed.constant(value, type);
      case Expression.Name name -> name(name);
      case Expression.Member(Expression target, String name, Place place) ->
          Dynamics.member(plan(target), name, place);
      case Expression.Index(Expression target, Expression key, Place place) ->
          Dynamics.index(plan(target), plan(key), place);
      case Call call -> call(call);
      case Expression.Negation(Expression operand, Place place) ->
          Arithmetics.negated(plan(operand), place);
      case Expression.Arithmetic sum ->
          Arithmetics.of(sum.operator(), plan(sum.left()), plan(sum.right()), sum.place());
      case Expression.Comparison comparison -> comparison(comparison);
      case Expression.Logical(boolean and, List<Expression> operands, Place place) ->
          and ? Logic.and(conditions(operands)) : Logic.or(conditions(operands));
      case Expression.In in ->
          Membership.in(plan(in.operand()), all(in.values()), in.fold(), in.not(), in.place());
      case Expression.Between between -> between(between);
      case Expression.HasTerms has ->
          Membership.terms(plan(has.operand()), all(has.terms()), has.all(), has.place());
      case Expression.Star(Place place) ->
          throw place.wrong("'*' can only be an argument of arg_max, arg_min, take_any and count");
    };
  }

  /** A planned condition. */
  Typed condition(Expression expression) {
    Typed typed = plan(expression);
    return switch (typed.type()) {
      case BOOL -> typed;
      case DYNAMIC, LONG -> typed.as(ColumnType.BOOL);
      default ->
          throw expression
              .place()
              .wrong("a condition is true or false, and this is a " + typed.type().keyword());
    };
  }

  /** A constant number of rows. */
  long rows(Expression expression) {
    Optional<Value> value = plan(expression).constant();
    if (value.isPresent() && value.get() instanceof IntegerValue(long number) && number >= 0) {
      return number;
    }
    throw expression.place().wrong("a number of rows is a whole number that is known beforehand");
  }

  private List<Typed> conditions(List<Expression> operands) {
    return operands.stream().map(this::condition).toList();
  }

  private List<Typed> all(List<Expression> expressions) {
    return expressions.stream().map(this::plan).toList();
  }

  private Typed name(Expression.Name name) {
    OptionalInt column = scope.find(name.name());
    if (column.isPresent()) {
      return scope.read(column.getAsInt());
    }
    return context
        .value(name.name())
        .orElseThrow(() ->
            name.place()
                .wrong(
                    "there is no column '"
                        + name.name()
                        + "' here; the columns are "
                        + scope.columns().stream()
                            .map(Column::name)
                            .limit(40)
                            .collect(Collectors.joining(", "))));
  }

  private Typed comparison(Expression.Comparison comparison) {
    Comparator comparator = comparison.comparator();
    Typed left = plan(comparison.left());
    Typed right = plan(comparison.right());
    return comparator.isOrder()
        ? Comparisons.of(comparator, left, right, comparison.place())
        : TextTests.of(comparator, left, right, comparison.place());
  }

  private Typed between(Expression.Between between) {
    Typed operand = plan(between.operand());
    Typed high = plan(between.high());
    Typed low = plan(between.low());
    Typed end =
        high.type() == ColumnType.TIMESPAN && low.type() == ColumnType.DATETIME
            ? Arithmetics.of(Expression.Arithmetic.Operator.ADD, low, high, between.place())
            : high;
    Typed within =
        Logic.and(
            List.of(
                Comparisons.of(Comparator.GREATER_OR_EQUAL, operand, low, between.place()),
                Comparisons.of(Comparator.LESS_OR_EQUAL, operand, end, between.place())));
    return between.not() ? Logic.not(within) : within;
  }

  private Typed call(Call call) {
    Optional<Typed> aggregate = aggregates.plan(call);
    if (aggregate.isPresent()) {
      return aggregate.get();
    }
    if (AggregateFunctions.knows(call.function())) {
      throw call.place()
          .wrong("'" + call.function() + "' can only stand in summarize, and not in itself");
    }
    List<Typed> arguments = new ArrayList<>();
    call.arguments().forEach(argument -> arguments.add(plan(argument)));
    return Functions.plan(call.function(), arguments, call.place(), context);
  }

  /** The name of a column that was given none: as KQL makes it, or {@code ColumnN}. */
  static String nameOf(Expression expression, int number) {
    return switch (expression) {
      case Expression.Name name -> name.name();
      case Expression.Member member -> path(member.target(), member.name(), number);
      case Expression.Index index ->
          index.key() instanceof Expression.Literal(StringValue(String key), var t, var p)
              ? path(index.target(), key, number)
              : path(index.target(), literalText(index.key()), number);
      case Call call
          when !call.arguments().isEmpty()
              && (call.function().startsWith("to")
                      && !call.function().equals("tolower")
                      && !call.function().equals("toupper")
                  || call.function().equals("bin")) ->
          nameOf(call.arguments().getFirst(), number);
      default -> "Column" + number;
    };
  }

  private static String path(Expression target, String key, int number) {
    boolean known =
        target instanceof Expression.Name
            || target instanceof Expression.Member
            || target instanceof Expression.Index;
    return known ? nameOf(target, number) + "_" + key : "Column" + number;
  }

  private static String literalText(Expression key) {
    return key instanceof Expression.Literal literal ? literal.value().toString() : "";
  }
}
