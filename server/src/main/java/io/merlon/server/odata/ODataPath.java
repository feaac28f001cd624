package io.merlon.server.odata;

import io.merlon.model.PropertyName;
import io.merlon.model.Value;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where a property lies; one that is not at the top is looked for in {@code properties}. */
record ODataPath(List<PropertyName> steps) implements UnaryOperator<Value> {
  private static final PropertyName PROPERTIES = PropertyName.of("properties");

  ODataPath {
    steps = List.copyOf(steps);
  }

  static ODataPath of(ODataToken token) {
    List<String> steps = List.of(token.text().split("/", -1));
    if (token.kind() != ODataToken.Kind.WORD
        || !steps.stream().allMatch(step -> step.matches("[A-Za-z_@$][\\w.@$-]*"))) {
      throw new ODataException("'" + token.text() + "' is no name of a property", token.at());
    }
    return new ODataPath(steps.stream().map(PropertyName::of).toList());
  }

  @Override
  public Value apply(Value item) {
    Value value = item.get(steps.getFirst());
    if (value.isAbsent()) {
      value = item.get(PROPERTIES).get(steps.getFirst());
    }
    for (PropertyName step : steps.subList(1, steps.size())) {
      value = value.get(step);
    }
    return value;
  }
}
