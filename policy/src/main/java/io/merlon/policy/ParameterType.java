package io.merlon.policy;

import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.NumberValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.Locale;
import java.util.Optional;

/** The types of parameters that Azure Policy knows. */
public enum ParameterType {
  STRING,
  ARRAY,
  OBJECT,
  BOOLEAN,
  INTEGER,
  FLOAT,
  DATETIME;

  /** The type with this name in any case, or nothing. */
  public static Optional<ParameterType> of(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (ParameterType type : values()) {
      if (type.name().equals(upper)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Whether the value may be passed for a parameter of this type. */
  public boolean accepts(Value value) {
    return switch (this) {
      case STRING, DATETIME -> value instanceof StringValue;
      case ARRAY -> value instanceof ArrayValue;
      case OBJECT -> value instanceof ObjectValue;
      // Built-in definitions give booleans as text too.
      case BOOLEAN ->
          value instanceof BooleanValue
              || (value instanceof StringValue(String text)
                  && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")));
      case INTEGER -> value instanceof IntegerValue;
      case FLOAT -> value instanceof NumberValue;
    };
  }
}
