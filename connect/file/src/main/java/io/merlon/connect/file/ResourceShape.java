package io.merlon.connect.file;

import io.merlon.model.ObjectValue;
import io.merlon.model.PropertyName;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes a resource of what stands where one should be. A missing type is taken from the id, which
 * is said unless it is a subscription's or resource group's, that ARM itself lists without one; a
 * missing id is put together from type, name and what else names where the resource lies; then the
 * document gets it too.
 */
final class ResourceShape {
  private static final PropertyName ID = PropertyName.of("id");
  private static final PropertyName TYPE = PropertyName.of("type");
  private static final PropertyName NAME = PropertyName.of("name");
  private static final PropertyName SUBSCRIPTION_ID = PropertyName.of("subscriptionId");
  private static final PropertyName RESOURCE_GROUP = PropertyName.of("resourceGroup");
  private static final int REMEMBERED_TYPES = 5000;

  private final Map<String, ResourceType> types = new HashMap<>();

  /** The resource, or nothing after the reason was given. */
  Optional<Resource> read(ObjectValue document, TemplateNames names, Consumer<String> problem) {
    Value id = document.get(ID);
    Value type = document.get(TYPE);
    if (id instanceof StringValue(String idText) && !idText.isBlank()) {
      ResourceId resourceId = ResourceId.of(idText);
      if (type instanceof StringValue(String typeText) && !typeText.isBlank()) {
        return Optional.of(new Resource(resourceId, type(typeText), document));
      }
      return withTypeOfId(resourceId, document, type, problem);
    }
    if (type instanceof StringValue(String typeText) && !typeText.isBlank()) {
      return withIdOfName(typeText, document, names, problem);
    }
    problem.accept(
        id.isAbsent() && type.isAbsent()
            ? "is not a resource: it has neither an id nor a type"
            : "is not a resource: its id is " + Words.kind(id) + ", its type " + Words.kind(type));
    return Optional.empty();
  }

  private Optional<Resource> withTypeOfId(
      ResourceId id, ObjectValue document, Value type, Consumer<String> problem) {
    Optional<ResourceType> spelled = id.type();
    if (spelled.isEmpty()) {
      problem.accept(
          "the resource "
              + Words.quote(id.text())
              + " has no type"
              + (type.isAbsent() ? "" : " (it is " + Words.kind(type) + ")")
              + ", and its id spells none; give it a type");
    } else if (id.folded().contains("/providers/")) {
      problem.accept(
          "the resource "
              + Words.quote(id.text())
              + " has no type; it is taken for the "
              + spelled.get().text()
              + " that its id spells");
    }
    return spelled.map(known ->
        new Resource(id, type(known.text()), document.with("type", new StringValue(known.text()))));
  }

  private Optional<Resource> withIdOfName(
      String type, ObjectValue document, TemplateNames names, Consumer<String> problem) {
    if (!(document.get(NAME) instanceof StringValue(String written)) || written.isBlank()) {
      problem.accept("a resource of type " + Words.quote(type) + " has neither an id nor a name");
      return Optional.empty();
    }
    Optional<String> name = names.resolve(written);
    if (name.isEmpty()) {
      problem.accept(
          "a resource of type "
              + Words.quote(type)
              + " has no id, and its name is an expression without a value here: "
              + Words.quote(written));
      return Optional.empty();
    }
    Optional<String> id = id(type, name.get(), document);
    if (id.isEmpty()) {
      problem.accept(
          "the resource "
              + Words.quote(name.get())
              + " has no id, and its name does not have the levels of its type "
              + Words.quote(type));
    }
    return id.map(text ->
        new Resource(
            ResourceId.of(text),
            type(type),
            document.with("id", new StringValue(text)).with("name", new StringValue(name.get()))));
  }

  private static Optional<String> id(String type, String name, ObjectValue document) {
    String[] types = type.split("/", -1);
    String[] names = name.split("/", -1);
    if (types.length != names.length + 1 || type.contains("//") || name.contains("//")) {
      return Optional.empty();
    }
    StringBuilder id = new StringBuilder();
    String subscription = document.get(SUBSCRIPTION_ID).textOr("");
    if (!subscription.isBlank()) {
      id.append("/subscriptions/").append(subscription);
      String group = document.get(RESOURCE_GROUP).textOr("");
      if (!group.isBlank()) {
        id.append("/resourceGroups/").append(group);
      }
    }
    id.append("/providers/").append(types[0]);
    for (int i = 0; i < names.length; i++) {
      id.append('/').append(types[i + 1]).append('/').append(names[i]);
    }
    return Optional.of(id.toString());
  }

  private ResourceType type(String text) {
    ResourceType known = types.get(text);
    if (known == null) {
      known = ResourceType.of(text);
      if (types.size() < REMEMBERED_TYPES) {
        types.put(text, known);
      }
    }
    return known;
  }
}
