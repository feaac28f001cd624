package io.merlon.posture.nativeassessment;

import io.merlon.model.PropertyName;
import io.merlon.model.Resource;
import io.merlon.model.Value;
import io.merlon.posture.nativeassessment.NativeAssessment.Code;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * "Subnets should be associated with a network security group": a subnet says itself which group it
 * has. Subnets that Azure reserves for services which do not take a group are left out.
 */
final class SubnetSecurityGroups implements NativeAssessmentSource {
  static final String NAME = "eade5b56-eefd-444f-95c8-23f29e5d93cb";

  private static final String SUBNET = "microsoft.network/virtualnetworks/subnets";
  private static final Set<String> RESERVED =
      Set.of(
          "gatewaysubnet",
          "azurefirewallsubnet",
          "azurefirewallmanagementsubnet",
          "routeserversubnet");
  private static final PropertyName PROPERTIES = PropertyName.of("properties");
  private static final PropertyName GROUP = PropertyName.of("networkSecurityGroup");

  @Override
  public Set<String> names() {
    return Set.of(NAME);
  }

  @Override
  public void observe(Resource resource, Consumer<NativeAssessment> assessments) {
    if (!resource.type().folded().equals(SUBNET)) {
      return;
    }
    Value properties = resource.document().get(PROPERTIES);
    if (properties.isNullOrAbsent()) {
      return;
    }
    assessments.accept(assess(resource, properties.get(GROUP)));
  }

  private static NativeAssessment assess(Resource subnet, Value group) {
    String name = subnet.id().lastSegment();
    if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      String reserved = "Azure reserves " + name + " for a service that takes no group.";
      return of(subnet, Code.NOT_APPLICABLE, "ReservedSubnet", reserved);
    }
    if (group.isNullOrAbsent()) {
      String none = "The subnet has no network security group.";
      return of(subnet, Code.UNHEALTHY, "NoNetworkSecurityGroup", none);
    }
    return of(subnet, Code.HEALTHY, "", "The subnet has a network security group.");
  }

  private static NativeAssessment of(Resource subnet, Code code, String cause, String why) {
    return new NativeAssessment(subnet.id(), NAME, code, cause, why);
  }
}
