package io.merlon.posture.nativeassessment;

import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.PropertyName;
import io.merlon.model.Resource;
import io.merlon.model.Value;
import io.merlon.posture.nativeassessment.NativeAssessment.Code;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * "System updates should be installed on your machines": healthy when the package manager's own
 * data knows of no security update that is missing. Updates that are not for security do not count.
 */
final class SystemUpdates implements NativeAssessmentSource {
  static final String NAME = "e1145ab1-eb4f-43d8-911b-36ddf771d13f";

  private static final int NAMED = 5;
  private static final PropertyName UPDATES = PropertyName.of("updates");
  private static final PropertyName KNOWN = PropertyName.of("known");
  private static final PropertyName SECURITY_COUNT = PropertyName.of("securityCount");
  private static final PropertyName AS_OF = PropertyName.of("asOf");

  @Override
  public Set<String> names() {
    return Set.of(NAME);
  }

  @Override
  public void observe(Resource resource, Consumer<NativeAssessment> assessments) {
    Value updates = MachineFacts.of(resource).get(UPDATES);
    if (updates.get(KNOWN) == BooleanValue.TRUE
        && updates.get(SECURITY_COUNT) instanceof IntegerValue(long missing)) {
      assessments.accept(assess(resource, updates, missing));
    }
  }

  private static NativeAssessment assess(Resource machine, Value updates, long missing) {
    String asOf = updates.get(AS_OF).textOr("");
    String source = asOf.isEmpty() ? "" : " (package data as of " + asOf + ")";
    if (missing == 0) {
      String none = "No security update is missing" + source + ".";
      return new NativeAssessment(machine.id(), NAME, Code.HEALTHY, "", none);
    }
    String some =
        missing + (missing == 1 ? " security update is" : " security updates are") + " missing";
    return new NativeAssessment(
        machine.id(), NAME, Code.UNHEALTHY, "MissingUpdates", some + names(updates) + source + ".");
  }

  private static String names(Value updates) {
    List<Value> pending =
        updates.get("pending") instanceof ArrayValue(List<Value> items) ? items : List.of();
    String names =
        pending.stream()
            .filter(update -> update.get("security") == BooleanValue.TRUE)
            .map(update -> update.get("name").textOr(""))
            .filter(name -> !name.isEmpty())
            .limit(NAMED)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : ", among them " + names;
  }
}
