package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.model.Value;
import io.merlon.store.ResourceStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** {@code pricings}: the plans of a subscription or resource, each free or standard. */
final class PricingOperations {
  private static final String PRICINGS = "Microsoft.Security/pricings";
  private static final List<String> PLANS =
      List.of(
          "CloudPosture",
          "VirtualMachines",
          "StorageAccounts",
          "SqlServers",
          "SqlServerVirtualMachines",
          "Containers",
          "AppServices",
          "KeyVaults",
          "Dns",
          "Arm");

  private final ResourceStore resources;
  private final Consumer<Collection<ResourceId>> changed;

  /**
   * @param resources plans are resources too, which is how rules that ask for a plan see it
   * @param changed is told when a plan was switched
   */
  PricingOperations(ResourceStore resources, Consumer<Collection<ResourceId>> changed) {
    this.resources = resources;
    this.changed = changed;
  }

  void register(ArmOperations operations) {
    operations
        .collection("GET", PRICINGS, this::list)
        .item("GET", PRICINGS, request -> ArmResponse.ok(one(request, plan(request))))
        .item("PUT", PRICINGS, this::put);
  }

  private ArmResponse list(ArmRequest request) {
    List<Value> items = new ArrayList<>();
    PLANS.forEach(plan -> items.add(one(request, plan)));
    return ArmResponse.list(items);
  }

  private static String plan(ArmRequest request) {
    String wanted = request.path().lastName();
    return PLANS.stream()
        .filter(wanted::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(() ->
            new ArmException(
                404,
                "ResourceNotFound",
                "There is no plan '" + wanted + "'; the plans are " + String.join(", ", PLANS)));
  }

  private static String id(ArmRequest request, String plan) {
    return request.path().scope() + "/providers/" + PRICINGS + "/" + plan;
  }

  private ObjectValue one(ArmRequest request, String plan) {
    String id = id(request, plan);
    return resources
        .find(ResourceId.of(id))
        .map(Resource::document)
        .orElseGet(() -> pricing(id, plan, "Free", ""));
  }

  private static ObjectValue pricing(String id, String plan, String tier, String subPlan) {
    ObjectValue.Builder properties = ObjectValue.builder().put("pricingTier", tier);
    if (!subPlan.isEmpty()) {
      properties.put("subPlan", subPlan);
    }
    return ObjectValue.builder()
        .put("id", id)
        .put("name", plan)
        .put("type", PRICINGS)
        .put("properties", properties.put("freeTrialRemainingTime", "PT0S").build())
        .build();
  }

  private ArmResponse put(ArmRequest request) {
    String plan = plan(request);
    Value properties = request.body().get("properties");
    String asked = properties.get("pricingTier").textOr("");
    String tier =
        List.of("Free", "Standard").stream()
            .filter(asked::equalsIgnoreCase)
            .findFirst()
            .orElseThrow(() ->
                ArmException.badRequest(
                    "InvalidRequestContent",
                    "properties.pricingTier must be Free or Standard, not '" + asked + "'"));
    ObjectValue document =
        pricing(id(request, plan), plan, tier, properties.get("subPlan").textOr(""));
    ResourceId id = ResourceId.of(id(request, plan));
    resources.put(List.of(new Resource(id, ResourceType.of(PRICINGS), document)));
    changed.accept(List.of(id));
    return ArmResponse.ok(document);
  }
}
