package io.merlon.policy.evaluate;

import io.merlon.model.Value;
import io.merlon.policy.syntax.Expression;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The template functions that a policy rule may call, by name in lower case. */
public final class Functions {
  /** Work on evaluated arguments. Throws {@link EvaluationFailure} where it cannot be done. */
  @FunctionalInterface
  interface Body {
    Value apply(List<Value> arguments);
  }

  /** A function: how many arguments it takes and what it does. */
  record Function(int fewest, int most, Body body) {}

  private record Bounds(int fewest, int most) {}

  private static final String UNKNOWABLE =
      "() has no published definition, so its value cannot be known here";

  static final int ANY_NUMBER = Integer.MAX_VALUE;

  /** Available in Azure, but only Azure knows the hash behind them. */
  private static final Set<String> UNPUBLISHED = Set.of("guid", "uniquestring");

  private static final Map<String, Function> PURE = pure();

  /** What the evaluation itself answers, or what does not evaluate all its arguments. */
  private static final Map<String, Bounds> OF_THE_EVALUATION =
      Map.ofEntries(
          Map.entry("parameters", new Bounds(1, 1)),
          Map.entry("field", new Bounds(1, 1)),
          Map.entry("current", new Bounds(0, 1)),
          Map.entry("if", new Bounds(3, 3)),
          Map.entry("and", new Bounds(1, ANY_NUMBER)),
          Map.entry("or", new Bounds(1, ANY_NUMBER)),
          Map.entry("coalesce", new Bounds(1, ANY_NUMBER)),
          Map.entry("requestcontext", new Bounds(0, 0)),
          Map.entry("policy", new Bounds(0, 0)),
          Map.entry("subscription", new Bounds(0, 0)),
          Map.entry("resourcegroup", new Bounds(0, 0)),
          Map.entry("utcnow", new Bounds(0, 1)));

  /** Documented as not available in policy rules. */
  private static final Set<String> NOT_IN_RULES =
      Set.of(
          "copyindex",
          "deployment",
          "environment",
          "extensionresourceid",
          "lambda",
          "listaccountsas",
          "listkeys",
          "listsecrets",
          "list",
          "managementgroup",
          "newguid",
          "pickzones",
          "providers",
          "reference",
          "resourceid",
          "subscriptionresourceid",
          "tenantresourceid",
          "tenant",
          "variables");

  private Functions() {}

  private static Map<String, Function> pure() {
    Map<String, Function> functions = new HashMap<>();
    functions.putAll(TextFunctions.ALL);
    functions.putAll(CollectionFunctions.ALL);
    functions.putAll(NumberFunctions.ALL);
    functions.putAll(LogicFunctions.ALL);
    functions.putAll(TimeAndAddressFunctions.ALL);
    UNPUBLISHED.forEach(
        name -> functions.put(name, new Function(1, ANY_NUMBER, a -> unknowable(name))));
    return Map.copyOf(functions);
  }

  private static Value unknowable(String name) {
    throw new EvaluationFailure(name + UNKNOWABLE);
  }

  /** Why the call can never be evaluated, or nothing. */
  public static Optional<String> objectionTo(Expression.Call call) {
    return UNPUBLISHED.contains(call.function().toLowerCase(Locale.ROOT))
        ? Optional.of(call.function() + UNKNOWABLE)
        : objectionOutsideConditions(call);
  }

  /** The same for what only an effect's details say: what cannot be known there may still stand. */
  public static Optional<String> objectionOutsideConditions(Expression.Call call) {
    String name = call.function().toLowerCase(Locale.ROOT);
    Function function = PURE.get(name);
    Bounds bounds =
        function == null
            ? OF_THE_EVALUATION.get(name)
            : new Bounds(function.fewest(), function.most());
    if (bounds == null) {
      return Optional.of(
          NOT_IN_RULES.contains(name)
              ? "the function " + call.function() + "() is not available in policy rules"
              : "unknown function " + call.function() + "()");
    }
    int fewest = bounds.fewest();
    int most = bounds.most();
    int given = call.arguments().size();
    if (given < fewest || given > most) {
      return Optional.of(
          call.function()
              + "() takes "
              + (fewest == most
                  ? fewest
                  : fewest + " to " + (most == ANY_NUMBER ? "any number of" : most))
              + " arguments, not "
              + given);
    }
    return Optional.empty();
  }

  static Optional<Function> pure(String name) {
    return Optional.ofNullable(PURE.get(name));
  }
}
