package io.merlon.posture.nativeassessment;

import io.merlon.model.BooleanValue;
import io.merlon.model.PropertyName;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.posture.nativeassessment.NativeAssessment.Code;
import java.util.Set;
import java.util.function.Consumer;

/**
 * "IP forwarding on your virtual machine should be disabled": told by each network interface that
 * is attached to the machine, so that the worst of them holds. A machine of which the inventory has
 * no interface gets no assessment.
 */
final class IpForwarding implements NativeAssessmentSource {
  static final String NAME = "c3b51c94-588b-426b-a892-24696f9e54cc";

  private static final String INTERFACE = "microsoft.network/networkinterfaces";
  private static final PropertyName PROPERTIES = PropertyName.of("properties");
  private static final PropertyName FORWARDING = PropertyName.of("enableIPForwarding");
  private static final PropertyName MACHINE = PropertyName.of("virtualMachine");
  private static final PropertyName ID = PropertyName.of("id");

  @Override
  public Set<String> names() {
    return Set.of(NAME);
  }

  @Override
  public void observe(Resource resource, Consumer<NativeAssessment> assessments) {
    if (!resource.type().folded().equals(INTERFACE)) {
      return;
    }
    Value properties = resource.document().get(PROPERTIES);
    if (properties.get(MACHINE).get(ID) instanceof StringValue(String machine)
        && properties.get(FORWARDING) instanceof BooleanValue forwards) {
      String by = forwards.isTrue() ? resource.name() : "";
      assessments.accept(assess(ResourceId.of(machine), by));
    }
  }

  private static NativeAssessment assess(ResourceId machine, String by) {
    if (by.isEmpty()) {
      String none = "No network interface of the machine forwards.";
      return new NativeAssessment(machine, NAME, Code.HEALTHY, "", none);
    }
    String one = "The network interface " + by + " forwards packets.";
    return new NativeAssessment(machine, NAME, Code.UNHEALTHY, "IpForwarding", one);
  }
}
