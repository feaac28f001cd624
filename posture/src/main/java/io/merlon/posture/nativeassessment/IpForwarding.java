package io.merlon.posture.nativeassessment;

import io.merlon.model.BooleanValue;
import io.merlon.model.PropertyName;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.posture.nativeassessment.NativeAssessment.Code;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * "IP forwarding on your virtual machine should be disabled": told by the network interfaces that
 * are attached to the machine, known once all of them were seen. A machine of which the inventory
 * has no interface gets no assessment.
 */
final class IpForwarding implements NativeAssessmentSource {
  static final String NAME = "c3b51c94-588b-426b-a892-24696f9e54cc";

  private static final String INTERFACE = "microsoft.network/networkinterfaces";
  private static final PropertyName PROPERTIES = PropertyName.of("properties");
  private static final PropertyName FORWARDING = PropertyName.of("enableIPForwarding");
  private static final PropertyName MACHINE = PropertyName.of("virtualMachine");
  private static final PropertyName ID = PropertyName.of("id");

  /** By machine, the name of an interface that forwards, or an empty name when none does. */
  private final Map<ResourceId, String> forwarding = new HashMap<>();

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
      forwarding.merge(
          ResourceId.of(machine),
          forwards.isTrue() ? resource.name() : "",
          (before, now) -> before.isEmpty() ? now : before);
    }
  }

  @Override
  public void finish(Consumer<NativeAssessment> assessments) {
    forwarding.forEach((machine, by) -> assessments.accept(assess(machine, by)));
    forwarding.clear();
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
