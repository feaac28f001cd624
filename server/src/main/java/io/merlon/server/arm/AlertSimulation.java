package io.merlon.server.arm;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.merlon.model.AbsentValue;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.server.threat.SampleAlerts;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * {@code alerts/default/simulate}: sample alerts, made by the engine from the events that Merlon's
 * own rules are proven on.
 */
final class AlertSimulation {
  private static final String RESULTS = "Microsoft.Security/locations/operationResults";
  private static final int REMEMBERED = 1_000;

  private final SampleAlerts samples;
  private final Cache<String, String> done =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(Duration.ofHours(1)).build();

  AlertSimulation(SampleAlerts samples) {
    this.samples = samples;
  }

  void register(ArmOperations operations) {
    operations
        .collection("POST", AlertOperations.ALERTS_IN + "/simulate", this::simulate)
        .item("GET", RESULTS, this::result);
  }

  private ArmResponse simulate(ArmRequest request) {
    LocationOperations.check(request);
    Value properties = request.body().get("properties");
    List<String> bundles =
        properties.get("bundles") instanceof ArrayValue(List<Value> items)
            ? items.stream().map(item -> item.textOr("")).toList()
            : List.of();
    if (!properties.get("kind").textOr("").equals("Bundles") || bundles.isEmpty()) {
      throw ArmException.badRequest(
          "InvalidRequestContent",
          "properties.kind must be Bundles, and properties.bundles a list of them: "
              + String.join(", ", SampleAlerts.bundles()));
    }
    for (String bundle : bundles) {
      if (!SampleAlerts.bundles().contains(bundle)) {
        throw ArmException.badRequest(
            "InvalidRequestContent",
            "There are no samples for '"
                + bundle
                + "'; there are for "
                + String.join(", ", SampleAlerts.bundles()));
      }
    }
    samples.raise(request.subscription(), bundles);
    String operation = UUID.randomUUID().toString();
    done.put(operation, request.subscription());
    return ArmResponse.accepted(
        AbsentValue.ABSENT,
        request.address()
            + "/subscriptions/"
            + request.subscription()
            + "/providers/"
            + RESULTS.replace("/operationResults", "/" + LocationOperations.HOME)
            + "/operationResults/"
            + operation
            + "?api-version="
            + request.parameter("api-version").orElse(""));
  }

  /** Who asks learns that it is done: the answer to the request came after that. */
  private ArmResponse result(ArmRequest request) {
    LocationOperations.check(request);
    if (!request.subscription().equals(done.getIfPresent(request.path().lastName()))) {
      throw ArmException.notFound(request.path().text());
    }
    return ArmResponse.ok(
        ObjectValue.builder()
            .put("name", request.path().lastName())
            .put("status", "Succeeded")
            .build());
  }
}
