package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.store.AlertStore;
import io.merlon.store.Database;
import io.merlon.store.StoredAlert;
import java.util.Map;

/** {@code alerts}, incidents among them: listed, read, and moved from state to state. */
final class AlertOperations {
  private static final String ALERTS = "Microsoft.Security/alerts";
  static final String ALERTS_IN = "Microsoft.Security/locations/alerts";
  private static final Map<String, String> STATUS_AFTER =
      Map.of(
          "dismiss", "Dismissed",
          "resolve", "Resolved",
          "activate", "Active",
          "inProgress", "InProgress");

  private final AlertStore alerts;

  AlertOperations(Database database) {
    this.alerts = database.alerts();
  }

  void register(ArmOperations operations) {
    operations
        .collection("GET", ALERTS, this::list)
        .collection(
            "GET",
            ALERTS_IN,
            request -> {
              LocationOperations.check(request);
              return list(request);
            })
        .item("GET", ALERTS_IN, request -> ArmResponse.ok(find(request).document()));
    STATUS_AFTER.forEach((action, status) ->
        operations.collection("POST", ALERTS_IN + "/" + action, request -> move(request, status)));
  }

  private ArmResponse list(ArmRequest request) {
    return ListQuery.page(
        request,
        (after, size) ->
            alerts.list(request.subscription(), request.path().foldedScope(), after, size),
        StoredAlert::document);
  }

  private StoredAlert find(ArmRequest request) {
    LocationOperations.check(request);
    String scope = request.path().foldedScope();
    return alerts
        .find(request.subscription(), request.path().names().get(1))
        .filter(one -> one.place().equals(scope) || one.place().startsWith(scope + "/"))
        .orElseThrow(() ->
            new ArmException(
                404, "AlertNotFound", "There is no alert '" + request.path().text() + "'."));
  }

  private ArmResponse move(ArmRequest request, String status) {
    alerts.lock(request.subscription());
    StoredAlert alert = find(request);
    ObjectValue properties = (ObjectValue) alert.document().get("properties");
    alerts.put(
        alert.with(
            status,
            alert
                .document()
                .with("properties", properties.with("status", new StringValue(status)))));
    return ArmResponse.empty(204);
  }
}
