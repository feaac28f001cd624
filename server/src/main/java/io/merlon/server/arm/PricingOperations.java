package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.store.ResourceStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
        .item("PUT", PRICINGS, this::put)
        .item("DELETE", PRICINGS, this::delete);
  }

  private ArmResponse list(ArmRequest request) {
    List<Value> items = new ArrayList<>();
    PLANS.forEach(plan -> items.add(one(request, plan)));
    return ListQuery.list(request, items);
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

  private static String id(String scope, String plan) {
    return scope + "/providers/" + PRICINGS + "/" + plan;
  }

  /** What is set there; a resource without a plan of its own has its subscription's. */
  private ObjectValue one(ArmRequest request, String plan) {
    String scope = request.path().scope();
    String subscription = "/subscriptions/" + request.subscription();
    String id = id(scope, plan);
    Optional<ObjectValue> own = find(id);
    if (own.isPresent() || scope.equalsIgnoreCase(subscription)) {
      return own.orElseGet(() -> pricing(id, plan, "Free", ""));
    }
    Value above =
        find(id(subscription, plan))
            .map(found -> found.get("properties"))
            .orElse(ObjectValue.EMPTY);
    ObjectValue inherited =
        pricing(id, plan, above.get("pricingTier").textOr("Free"), above.get("subPlan").textOr(""));
    return inherited.with(
        "properties",
        ((ObjectValue) inherited.get("properties"))
            .with("inherited", new StringValue("True"))
            .with("inheritedFrom", new StringValue(subscription)));
  }

  private Optional<ObjectValue> find(String id) {
    return resources.find(ResourceId.of(id)).map(Resource::document);
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
        pricing(id(request.path().scope(), plan), plan, tier, properties.get("subPlan").textOr(""));
    ResourceId id = ResourceId.of(id(request.path().scope(), plan));
    resources.put(List.of(new Resource(id, ResourceType.of(PRICINGS), document)));
    changed.accept(List.of(id));
    return ArmResponse.ok(document);
  }

  /** A resource's own plan ends; a subscription always has one. */
  private ArmResponse delete(ArmRequest request) {
    if (request.path().foldedScope().matches(DocumentType.SUBSCRIPTION)) {
      throw ArmException.badRequest(
          "InvalidScope", "A subscription's plan is switched to Free, not deleted.");
    }
    List<ResourceId> gone =
        resources.delete(ResourceId.of(id(request.path().scope(), plan(request))));
    changed.accept(gone);
    return ArmResponse.deleted(!gone.isEmpty());
  }
}
