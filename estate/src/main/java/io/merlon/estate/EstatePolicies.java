package io.merlon.estate;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.util.List;

/** The definitions that find what is wrong in an estate, as Azure Policy publishes definitions. */
public final class EstatePolicies {
  private final Blueprint blueprint = Blueprint.load();

  /** The definitions; the metadata's {@code merlon} gives the control, severity and steps. */
  public List<ObjectValue> definitions() {
    return blueprint.weaknesses().stream()
        .map(weakness -> (ObjectValue) Blueprint.read("definitions/" + weakness.name() + ".json"))
        .toList();
  }

  /** The initiative {@code sample-estate} that groups all definitions by control. */
  public ObjectValue initiative() {
    return (ObjectValue) Blueprint.read("initiative.json");
  }

  /** The security controls: {@code {"controls": [{"id", "displayName", "maxScore"}]}}. */
  public ObjectValue controls() {
    Value controls = blueprint.controls();
    return ObjectValue.builder()
        .put("controls", controls.isAbsent() ? ArrayValue.EMPTY : controls)
        .build();
  }

  /** The names of the weaknesses, whose shares can be set; a definition is named after each. */
  public List<String> weaknesses() {
    return blueprint.weaknesses().stream().map(Weakness::name).toList();
  }
}
