package io.merlon.server.pricing;

import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.store.ResourceStore;
import java.util.stream.Stream;

/** Which plans are on: what is set on a resource goes before what its subscription has. */
public final class Pricings {
  private final ResourceStore resources;

  public Pricings(ResourceStore resources) {
    this.resources = resources;
  }

  /**
   * Whether a plan is {@code Standard} for a resource or subscription; without any setting it is
   * not.
   *
   * @param plan its name, such as {@code VirtualMachines}
   */
  public boolean isStandard(ResourceId scope, String plan) {
    return Stream.concat(Stream.of(scope), scope.subscriptionId().stream())
        .distinct()
        .flatMap(one ->
            resources
                .find(ResourceId.of(one.text() + "/providers/Microsoft.Security/pricings/" + plan))
                .map(Resource::document)
                .stream())
        .findFirst()
        .filter(
            one -> one.get("properties").get("pricingTier").textOr("").equalsIgnoreCase("Standard"))
        .isPresent();
  }
}
