package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.store.Page;
import io.merlon.store.ResourceStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tenants, subscriptions, lists of resources, and every resource that is inventory. */
final class InventoryOperations {
  private final ResourceStore resources;
  private final String tenant;
  private final Consumer<Collection<ResourceId>> changed;

  InventoryOperations(
      ResourceStore resources, String tenant, Consumer<Collection<ResourceId>> changed) {
    this.resources = resources;
    this.tenant = tenant;
    this.changed = changed;
  }

  void register(ArmOperations operations) {
    operations
        .collection("GET", "tenants", request -> ArmResponse.list(List.of(tenant())))
        .collection(
            "GET",
            "subscriptions",
            request ->
                ArmResponse.list(
                    resources.subscriptions().stream()
                        .filter(request.mayRead())
                        .map(this::subscription)
                        .toList()))
        .item("GET", "subscriptions", this::oneSubscription)
        .collection("GET", "subscriptions/resources", this::list)
        .collection("GET", "subscriptions/resourcegroups/resources", this::list);
  }

  private ObjectValue tenant() {
    return ObjectValue.builder()
        .put("id", "/tenants/" + tenant)
        .put("tenantId", tenant)
        .put("displayName", "Merlon")
        .build();
  }

  private ObjectValue subscription(String id) {
    return ObjectValue.builder()
        .put("id", "/subscriptions/" + id)
        .put("subscriptionId", id)
        .put("tenantId", tenant)
        .put("displayName", id)
        .put("state", "Enabled")
        .build();
  }

  private ArmResponse oneSubscription(ArmRequest request) {
    String wanted = request.subscription();
    if (!request.mayRead().test(wanted) || !resources.subscriptions().contains(wanted)) {
      throw new ArmException(
          404, "SubscriptionNotFound", "The subscription '" + wanted + "' could not be found.");
    }
    return ArmResponse.ok(subscription(wanted));
  }

  private ArmResponse list(ArmRequest request) {
    return page(request, "");
  }

  /** Those of one type; none is an empty list, as for every type of Azure. */
  private ArmResponse listOfType(ArmRequest request) {
    return page(request, request.path().type());
  }

  private ArmResponse page(ArmRequest request, String type) {
    Page<Resource> page =
        resources.list(
            request.path().foldedScope(),
            type,
            request.parameter("$skiptoken").orElse(""),
            request.pageSize());
    List<Value> items = new ArrayList<>();
    page.items().forEach(one -> items.add(one.document()));
    return ArmResponse.page(request, items, page.next());
  }

  /** What to do with a resource whose type has no operations of its own. */
  Optional<ArmOperation> resourceOperation(String method, ArmPath path) {
    if (!path.hasProvider() || !path.type().contains("/")) {
      return Optional.empty();
    }
    if (!path.isItem()) {
      return method.equals("GET") ? Optional.of(this::listOfType) : Optional.empty();
    }
    return switch (method) {
      case "GET" -> Optional.of(this::get);
      case "PUT" -> Optional.of(this::put);
      case "DELETE" -> Optional.of(this::delete);
      default -> Optional.empty();
    };
  }

  private ArmResponse get(ArmRequest request) {
    return resources
        .find(ResourceId.of(request.path().text()))
        .map(found -> ArmResponse.ok(found.document()))
        .orElseThrow(() -> ArmException.notFound(request.path().text()));
  }

  ArmResponse put(ArmRequest request) {
    ResourceId id = ResourceId.of(request.path().text());
    ResourceType type = id.type().orElseThrow(() -> ArmException.notFound(id.text()));
    ObjectValue document =
        request
            .body()
            .with("id", new StringValue(id.text()))
            .with("name", new StringValue(id.lastSegment()))
            .with("type", new StringValue(type.text()));
    boolean isNew = resources.find(id).isEmpty();
    resources.put(List.of(new Resource(id, type, document)));
    changed.accept(List.of(id));
    return ArmResponse.created(isNew, document);
  }

  ArmResponse delete(ArmRequest request) {
    List<ResourceId> gone = resources.delete(ResourceId.of(request.path().text()));
    changed.accept(gone);
    return ArmResponse.deleted(!gone.isEmpty());
  }
}
