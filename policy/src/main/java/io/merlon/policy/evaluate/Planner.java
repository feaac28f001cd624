package io.merlon.policy.evaluate;

import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.syntax.Condition;
import io.merlon.policy.syntax.Expression;
import io.merlon.policy.syntax.Operator;
import io.merlon.policy.syntax.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Plans the conditions of one policy, with its parameters, for resources of one type: whatever is
 * constant then (parameters, the type, what follows from them) is folded away.
 */
public final class Planner {
  private final PlanContext context;
  private final boolean folding;
  private final List<Scope> scopes = new ArrayList<>();

  /** An enclosing count: what it is called, and where its items are. */
  private record Scope(String name, List<FieldPath> paths) {}

  private Planner(PlanContext context, boolean folding) {
    this.context = context;
    this.folding = folding;
  }

  /** Plans for matching: constants folded. */
  public static Planner forMatching(PlanContext context) {
    return new Planner(context, true);
  }

  /** Plans for explaining: every leaf stays. */
  public static Planner forExplaining(PlanContext context) {
    return new Planner(context, false);
  }

  /** The planned condition. */
  public Test plan(Condition condition) {
    return switch (condition) {
      case Condition.AllOf(List<Condition> all) ->
          junction(all.stream().map(this::plan).toList(), false);
      case Condition.AnyOf(List<Condition> any) ->
          junction(any.stream().map(this::plan).toList(), true);
      case Condition.Not(Condition inner) -> not(plan(inner));
      case Condition.Leaf leaf -> leaf(leaf);
    };
  }

  /** What {@code condition} says of type, name and kind alone: all else counts as fulfilled. */
  public Test planApplicability(Condition condition) {
    return applicability(condition, true);
  }

  private Test applicability(Condition condition, boolean otherwise) {
    return switch (condition) {
      case Condition.AllOf(List<Condition> all) ->
          junction(all.stream().map(c -> applicability(c, otherwise)).toList(), false);
      case Condition.AnyOf(List<Condition> any) ->
          junction(any.stream().map(c -> applicability(c, otherwise)).toList(), true);
      case Condition.Not(Condition inner) -> not(applicability(inner, !otherwise));
      case Condition.Leaf leaf ->
          leaf.operand() instanceof Condition.Operand.Field(Template name) && decides(name)
              ? plan(leaf)
              : otherwise ? Test.TRUE : Test.FALSE;
    };
  }

  private boolean decides(Template name) {
    return template(name) instanceof Read.Constant(StringValue(String text))
        && context.decidesApplicability(text);
  }

  private static Test junction(List<Test> conditions, boolean decisive) {
    List<Test> kept = new ArrayList<>();
    for (Test condition : conditions) {
      if (condition instanceof Test.Constant(boolean value)) {
        if (value == decisive) {
          return condition;
        }
      } else {
        kept.add(condition);
      }
    }
    return switch (kept.size()) {
      case 0 -> decisive ? Test.FALSE : Test.TRUE;
      case 1 -> kept.getFirst();
      default -> new Test.Junction(List.copyOf(kept), decisive);
    };
  }

  private static Test not(Test condition) {
    return switch (condition) {
      case Test.Constant(boolean value) -> value ? Test.FALSE : Test.TRUE;
      case Test.Not(Test inner) -> inner;
      default -> new Test.Not(condition);
    };
  }

  private Test leaf(Condition.Leaf leaf) {
    Read expected = template(leaf.expected());
    Test test =
        switch (leaf.operand()) {
          case Condition.Operand.Field(Template name) -> fieldLeaf(name, leaf, expected);
          case Condition.Operand.OfValue(Template value) ->
              new Test.Leaf(
                  template(value),
                  ValueTest.of(leaf.operator(), expected),
                  text(value.asWritten(), leaf, ""));
          case Condition.Operand.FieldCount(Template field, var where) ->
              new Test.Leaf(
                  fieldCount(field, where.orElse(null)),
                  ValueTest.of(leaf.operator(), expected),
                  text("count of " + field.asWritten(), leaf, ""));
          case Condition.Operand.ValueCount(Template array, String name, var where) ->
              new Test.Leaf(
                  valueCount(array, name, where.orElse(null)),
                  ValueTest.of(leaf.operator(), expected),
                  text("count of " + array.asWritten(), leaf, ""));
        };
    if (folding
        && test
            instanceof
            Test.Leaf(
                Read.Constant(Value actual),
                ValueTest.Compared(Operator o, Read.Constant(Value e)),
                var t)) {
      return Comparisons.test(o, actual, e) ? Test.TRUE : Test.FALSE;
    }
    if (folding
        && test instanceof Test.Leaf(Read.Constant c, ValueTest expectation, var t)
        && !(expectation instanceof ValueTest.Compared)
        && !(expectation instanceof ValueTest.OfLocation)) {
      return expectation.test(c.value(), context.nothing()) ? Test.TRUE : Test.FALSE;
    }
    return folding && scopes.isEmpty() ? context.shared(test) : test;
  }

  private static LeafText text(String field, Condition.Leaf leaf, String note) {
    return new LeafText(field, leaf.operator().label(), note);
  }

  private Test fieldLeaf(Template name, Condition.Leaf leaf, Read expected) {
    Read named = template(name);
    if (!(named instanceof Read.Constant(Value constant))) {
      Read read = new Read.NamedAtRunTime(named, text -> field(text, Read.Subject.DOCUMENT));
      return new Test.Leaf(
          read, ValueTest.of(leaf.operator(), expected), text(name.asWritten(), leaf, ""));
    }
    String field = constant.textOr("");
    Read read = field(field, Read.Subject.DOCUMENT);
    LeafText text = text(field, leaf, context.noteOn(field));
    if (field.equalsIgnoreCase("location")) {
      return new Test.Leaf(read, new ValueTest.OfLocation(leaf.operator(), expected), text);
    }
    ValueTest expectation = ValueTest.of(leaf.operator(), expected);
    return switch (read) {
      case Read.Field(FieldPath path, Read.Subject subject) when path.isCollection() ->
          new Test.EachLeaf(new Read.Document(), List.of(path), expectation, text);
      case Read.Scoped(int depth, FieldPath path) when path.isCollection() ->
          new Test.EachLeaf(new Read.ScopeItem(depth), List.of(path), expectation, text);
      case Read.FirstPresent(List<Read> choices)
          when choices.stream().allMatch(Planner::isCollection) ->
          new Test.EachLeaf(
              new Read.Document(),
              choices.stream().map(c -> ((Read.Field) c).path()).toList(),
              expectation,
              text);
      default -> new Test.Leaf(read, expectation, text);
    };
  }

  private static boolean isCollection(Read read) {
    return read instanceof Read.Field(FieldPath path, Read.Subject subject) && path.isCollection();
  }

  private Read field(String name, Read.Subject subject) {
    if (subject == Read.Subject.DOCUMENT && folding && name.equalsIgnoreCase("type")) {
      return new Read.Constant(new StringValue(context.type().text()));
    }
    if (name.equalsIgnoreCase("fullName")) {
      return context.fullName();
    }
    List<Read> choices = new ArrayList<>();
    context.pathsOf(name).forEach(path -> choices.add(at(path, subject)));
    Read read =
        choices.size() == 1 ? choices.getFirst() : new Read.FirstPresent(List.copyOf(choices));
    Map<String, Read> byVersion = new HashMap<>();
    context
        .versionedPathsOf(name)
        .forEach((version, path) -> byVersion.put(version, at(path, subject)));
    return byVersion.values().stream().allMatch(read::equals)
        ? read
        : new Read.ByApiVersion(Map.copyOf(byVersion), read);
  }

  /** The read of a path: in the item of the innermost count that it goes through, else all. */
  private Read at(FieldPath path, Read.Subject subject) {
    for (int depth = scopes.size() - 1; depth >= 0; depth--) {
      for (FieldPath item : scopes.get(depth).paths()) {
        if (item.isPrefixOf(path)) {
          return new Read.Scoped(depth, path.after(item));
        }
      }
    }
    return new Read.Field(path, subject);
  }

  private Read fieldCount(Template field, @org.jspecify.annotations.Nullable Condition where) {
    Read named = template(field);
    if (!(named instanceof Read.Constant(StringValue(String name)))) {
      return new Read.Count(
          new Read.NamedAtRunTime(named, text -> field(text, Read.Subject.DOCUMENT)),
          scopes.size(),
          Test.TRUE);
    }
    Read array = field(name, Read.Subject.DOCUMENT);
    return count(array, new Scope(name.toLowerCase(Locale.ROOT), context.allPathsOf(name)), where);
  }

  private Read valueCount(
      Template array, String name, @org.jspecify.annotations.Nullable Condition where) {
    return count(template(array), new Scope(name.toLowerCase(Locale.ROOT), List.of()), where);
  }

  private Read count(Read array, Scope scope, @org.jspecify.annotations.Nullable Condition where) {
    if (where == null) {
      return new Read.Count(array, scopes.size(), Test.TRUE);
    }
    int depth = scopes.size();
    scopes.add(scope);
    Test planned = plan(where);
    scopes.removeLast();
    return new Read.Count(array, depth, planned);
  }

  /**
   * What the template is for the resource that the evaluation is at.
   *
   * @throws EvaluationFailure when a function cannot do its work
   */
  public Value valueOf(Template template, Evaluation evaluation) {
    return template(template).read(evaluation);
  }

  private Read template(Template template) {
    return switch (template) {
      case Template.Constant(Value value) -> new Read.Constant(value);
      case Template.Dynamic(Expression expression, String text) -> expression(expression);
      case Template.Items(List<Template> items) -> {
        List<Read> reads = items.stream().map(this::template).toList();
        yield fold(new Read.Items(reads), reads);
      }
      case Template.Properties(Map<String, Template> properties) -> {
        Map<String, Read> reads = new LinkedHashMap<>();
        properties.forEach((name, value) -> reads.put(name, template(value)));
        yield fold(new Read.Properties(reads), List.copyOf(reads.values()));
      }
    };
  }

  private Read expression(Expression expression) {
    return switch (expression) {
      case Expression.Literal(Value value) -> new Read.Constant(value);
      case Expression.Member(Expression target, String name) ->
          element(expression(target), new Read.Constant(new StringValue(name)));
      case Expression.Index(Expression target, Expression index) ->
          element(expression(target), expression(index));
      case Expression.Call call -> call(call);
    };
  }

  private Read element(Read target, Read key) {
    return fold(new Read.Element(target, key), List.of(target, key));
  }

  private Read call(Expression.Call call) {
    String name = call.function().toLowerCase(Locale.ROOT);
    if (name.equals("current")) {
      return current(call);
    }
    List<Read> arguments = call.arguments().stream().map(this::expression).toList();
    return switch (name) {
      case "parameters" -> parameter(arguments.getFirst());
      case "field" -> fieldFunction(arguments.getFirst());
      case "if" ->
          fold(new Read.If(arguments.get(0), arguments.get(1), arguments.get(2)), arguments);
      case "and" -> fold(new Read.Junction("and", arguments, false), arguments);
      case "or" -> fold(new Read.Junction("or", arguments, true), arguments);
      case "coalesce" -> fold(new Read.Coalesce(arguments), arguments);
      case "policy" -> new Read.Constant(context.policy());
      case "utcnow" -> new Read.OfEvaluation(e -> new StringValue(e.surroundings().utcNow()));
      case "requestcontext" -> new Read.OfEvaluation(e -> e.surroundings().requestContext());
      case "subscription" ->
          new Read.OfEvaluation(e -> e.surroundings().subscriptionOf(e.evaluated()));
      case "resourcegroup" ->
          new Read.OfEvaluation(e -> e.surroundings().resourceGroupOf(e.evaluated()));
      default -> fold(new Read.Call(Functions.pure(name).orElseThrow(), arguments), arguments);
    };
  }

  private Read parameter(Read name) {
    if (name instanceof Read.Constant(Value constant)) {
      return new Read.Constant(context.parameters().get(constant.textOr("")));
    }
    return new Read.Element(new Read.Constant(context.parameters()), name);
  }

  private Read fieldFunction(Read name) {
    if (name instanceof Read.Constant(Value constant)) {
      return functionField(constant.textOr(""));
    }
    return new Read.NamedAtRunTime(name, this::functionField);
  }

  /**
   * In an existence condition field() means the evaluated resource, unless it names the related.
   */
  private Read functionField(String name) {
    Read.Subject subject =
        context.isOfType(name) ? Read.Subject.DOCUMENT : context.functionSubject();
    if (subject == Read.Subject.EVALUATED) {
      context.noteEvaluatedAsked();
    }
    if (subject == Read.Subject.EVALUATED && name.equalsIgnoreCase("type")) {
      return new Read.Field(FieldPath.strict("type"), subject);
    }
    Read read = field(name, subject);
    boolean oneOfMany =
        name.indexOf("[*]") >= 0
            && read instanceof Read.Scoped(int depth, FieldPath path)
            && !path.isCollection();
    return oneOfMany ? new Read.OneItem(read) : new Read.MissingAsEmpty(read);
  }

  private Read current(Expression.Call call) {
    int depth = scopes.size() - 1;
    if (!call.arguments().isEmpty()
        && expression(call.arguments().getFirst()) instanceof Read.Constant(Value named)) {
      String name = named.textOr("").toLowerCase(Locale.ROOT);
      List<FieldPath> paths = context.pathsOf(named.textOr(""));
      while (depth >= 0 && !scopes.get(depth).name().equals(name)) {
        for (FieldPath item : scopes.get(depth).paths()) {
          for (FieldPath path : paths) {
            if (item.isPrefixOf(path)) {
              return new Read.Scoped(depth, path.after(item));
            }
          }
        }
        depth--;
      }
    }
    if (depth < 0) {
      return new Read.OfEvaluation(e -> {
        throw new EvaluationFailure("current() has no count around it that goes by this name");
      });
    }
    return new Read.Scoped(depth, FieldPath.strict(""));
  }

  private Read fold(Read read, List<Read> parts) {
    if (!parts.stream().allMatch(Read.Constant.class::isInstance)) {
      return read;
    }
    try {
      return new Read.Constant(read.read(context.nothing()));
    } catch (EvaluationFailure e) {
      return read;
    }
  }
}
