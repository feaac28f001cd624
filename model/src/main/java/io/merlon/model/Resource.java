package io.merlon.model;

import java.util.Objects;

/**
 * A resource of any cloud, cluster or machine in ARM's shape.
 *
 * @param id its ARM id
 * @param type its type
 * @param document the whole resource as its source gave it, {@code id} and {@code type} included
 */
public record Resource(ResourceId id, ResourceType type, ObjectValue document) {
  private static final PropertyName NAME = PropertyName.of("name");

  public Resource {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(document, "document");
  }

  /** The resource that a document with {@code id} and {@code type} describes. */
  public static Resource of(ObjectValue document) {
    return new Resource(
        ResourceId.of(document.get("id").textOr("")),
        ResourceType.of(document.get("type").textOr("")),
        document);
  }

  /** Its name as the source gave it, else the last segment of its id. */
  public String name() {
    return document.get(NAME).textOr(id.lastSegment());
  }
}
