package io.merlon.policy;

import io.merlon.model.Value;
import java.util.List;

/**
 * A parameter of a definition or an initiative.
 *
 * @param name its name as declared
 * @param type its type, such as {@code String} or {@code Array}
 * @param defaultValue its value where nothing is passed; absent when something must be
 * @param allowedValues what may be passed; empty for anything of the type
 */
public record PolicyParameter(
    String name, ParameterType type, Value defaultValue, List<Value> allowedValues) {
  public PolicyParameter {
    allowedValues = List.copyOf(allowedValues);
  }
}
