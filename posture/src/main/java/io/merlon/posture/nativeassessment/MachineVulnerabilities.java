package io.merlon.posture.nativeassessment;

import io.merlon.model.Resource;
import io.merlon.model.ResourceType;
import io.merlon.model.Value;
import io.merlon.posture.nativeassessment.NativeAssessment.Code;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;

/**
 * "Machines should have vulnerability findings resolved": what the vulnerability engine found in a
 * machine's software stands in the machine's software inventory.
 */
final class MachineVulnerabilities implements NativeAssessmentSource {
  static final String NAME = "1195afff-c881-495e-9bc5-1486211ae03f";

  private static final ResourceType INVENTORY =
      ResourceType.of("Microsoft.Security/softwareInventories");

  @Override
  public Set<String> names() {
    return Set.of(NAME);
  }

  @Override
  public void observe(Resource resource, Consumer<NativeAssessment> assessments) {
    if (!resource.type().equals(INVENTORY)) {
      return;
    }
    Value told = resource.document().get("properties").get("assessment");
    Arrays.stream(Code.values())
        .filter(code -> code.text().equals(told.get("code").textOr("")))
        .findFirst()
        .ifPresent(code ->
            resource
                .id()
                .parent()
                .ifPresent(machine ->
                    assessments.accept(
                        new NativeAssessment(
                            machine,
                            NAME,
                            code,
                            told.get("cause").textOr(""),
                            told.get("description").textOr("")))));
  }
}
