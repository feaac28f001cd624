package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import java.util.List;

/** {@code locations}. Where data is kept is one place here: this installation. */
final class LocationOperations {
  static final String HOME = "local";
  private static final String LOCATIONS = "Microsoft.Security/locations";

  void register(ArmOperations operations) {
    operations
        .collection("GET", LOCATIONS, request -> ArmResponse.list(List.of(location(request))))
        .item(
            "GET",
            LOCATIONS,
            request -> {
              check(request);
              return ArmResponse.ok(location(request));
            });
  }

  /** Refuses a path below a location that there is not. */
  static void check(ArmRequest request) {
    if (!request.path().names().getFirst().equalsIgnoreCase(HOME)) {
      throw new ArmException(
          404,
          "LocationNotFound",
          "There is no location '"
              + request.path().names().getFirst()
              + "'; the only one is '"
              + HOME
              + "'.");
    }
  }

  private static ObjectValue location(ArmRequest request) {
    return ArmResponse.resource(
        "/subscriptions/" + request.subscription() + "/providers/" + LOCATIONS + "/" + HOME,
        HOME,
        LOCATIONS,
        ObjectValue.builder().put("homeRegionName", HOME).build());
  }
}
