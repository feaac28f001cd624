package io.merlon.query.evaluate;

import io.merlon.query.syntax.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All scalar functions by name. */
final class Functions {
  private static final Map<String, Signature> ALL = all();

  /** How many arguments a function takes and how a call of it is planned. */
  record Signature(int fewest, int most, Function<Arguments, Typed> plan) {}

  private Functions() {}

  private static Map<String, Signature> all() {
    Map<String, Signature> all = new HashMap<>();
    ConversionFunctions.addTo(all);
    TextFunctions.addTo(all);
    DynamicFunctions.addTo(all);
    LogicFunctions.addTo(all);
    NumberFunctions.addTo(all);
    TimeFunctions.addTo(all);
    return Map.copyOf(all);
  }

  static Typed plan(String name, List<Typed> arguments, Place place, PlanContext context) {
    Signature signature =
        Optional.ofNullable(ALL.get(name))
            .orElseThrow(() -> place.unsupported("the function '" + name + "' is not supported"));
    int given = arguments.size();
    if (given < signature.fewest() || given > signature.most()) {
      String takes =
          signature.fewest() == signature.most()
              ? Integer.toString(signature.fewest())
              : signature.most() == Integer.MAX_VALUE
                  ? signature.fewest() + " or more"
                  : signature.fewest() + " to " + signature.most();
      throw place.wrong("'" + name + "' takes " + takes + " arguments and has " + given);
    }
    return signature.plan().apply(new Arguments(arguments, place, context));
  }
}
