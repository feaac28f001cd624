package io.merlon.policy;

import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.model.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The subscriptions and resource groups of an inventory, as rules ask for them. */
final class ContainerDocuments {
  private static final ResourceType SUBSCRIPTION =
      ResourceType.of("Microsoft.Resources/subscriptions");
  private static final ResourceType GROUP =
      ResourceType.of("Microsoft.Resources/subscriptions/resourceGroups");
  private static final ResourceType GROUP_OF_GRAPH =
      ResourceType.of("Microsoft.Resources/resourceGroups");

  private final Map<ResourceId, ObjectValue> documents = new HashMap<>();

  void observe(Resource resource) {
    ResourceType type = resource.type();
    if (type.equals(GROUP) || type.equals(SUBSCRIPTION) || type.equals(GROUP_OF_GRAPH)) {
      ObjectValue.Builder kept = ObjectValue.builder();
      for (String name :
          List.of(
              "id",
              "name",
              "location",
              "tags",
              "managedBy",
              "displayName",
              "tenantId",
              "subscriptionId")) {
        Value value = resource.document().get(name);
        if (!value.isAbsent()) {
          kept.put(name, value);
        }
      }
      documents.put(resource.id(), kept.build());
    }
  }

  /** Takes a container's document away; what was known of it. */
  Optional<ObjectValue> forget(ResourceId id) {
    return Optional.ofNullable(documents.remove(id));
  }

  Optional<ObjectValue> find(ResourceId id) {
    return Optional.ofNullable(documents.get(id));
  }

  /** What is known of a subscription; at least its ids. */
  ObjectValue subscription(ResourceId id) {
    ObjectValue known = documents.getOrDefault(id, ObjectValue.EMPTY);
    ObjectValue named =
        known.with("id", text(id.text())).with("subscriptionId", text(id.lastSegment()));
    return named;
  }

  /** What is known of a resource group; at least its id and name. */
  ObjectValue group(ResourceId id) {
    ObjectValue known = documents.getOrDefault(id, ObjectValue.EMPTY);
    return known.with("id", text(id.text())).with("name", text(id.lastSegment()));
  }

  private static Value text(String text) {
    return new io.merlon.model.StringValue(text);
  }
}
