package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import java.util.List;

/**
 * {@code locations} and the {@code alerts} in them. Where data is kept is one place here: this
 * installation. No alert is made yet, so their lists are empty.
 */
final class LocationOperations {
  static final String HOME = "local";
  private static final String LOCATIONS = "Microsoft.Security/locations";
  private static final String ALERTS = "Microsoft.Security/alerts";
  private static final String ALERTS_IN = LOCATIONS + "/alerts";

  void register(ArmOperations operations) {
    operations
        .collection("GET", LOCATIONS, request -> ArmResponse.list(List.of(location(request))))
        .item(
            "GET",
            LOCATIONS,
            request -> {
              check(request);
              return ArmResponse.ok(location(request));
            })
        .collection("GET", ALERTS, request -> ListQuery.list(request, List.of()))
        .collection(
            "GET",
            ALERTS_IN,
            request -> {
              check(request);
              return ListQuery.list(request, List.of());
            })
        .item("GET", ALERTS_IN, LocationOperations::noAlert);
    for (String action : List.of("dismiss", "resolve", "activate", "inProgress")) {
      operations.collection("POST", ALERTS_IN + "/" + action, LocationOperations::noAlert);
    }
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

  private static ArmResponse noAlert(ArmRequest request) {
    throw new ArmException(
        404, "AlertNotFound", "There is no alert '" + request.path().text() + "'.");
  }
}
