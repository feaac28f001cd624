package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.Value;
import io.merlon.store.Page;
import io.merlon.store.ResourceStore;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Assessments that others make. They are inventory, so that rules which look for an assessment by
 * name see them.
 */
final class CustomAssessments {
  static final String TYPE = "Microsoft.Security/assessments";
  private static final String FOLDED = TYPE.toLowerCase(Locale.ROOT);

  private final ResourceStore resources;
  private final InventoryOperations inventory;
  private final AssessmentMetadata metadata;
  private final Predicate<String> isOurs;
  private final BodySchema schema = BodySchema.of("assessment");

  /**
   * @param isOurs whether assessments of this name are made by Merlon
   */
  CustomAssessments(
      ResourceStore resources,
      InventoryOperations inventory,
      AssessmentMetadata metadata,
      Predicate<String> isOurs) {
    this.resources = resources;
    this.inventory = inventory;
    this.metadata = metadata;
    this.isOurs = isOurs;
  }

  ArmResponse put(ArmRequest request) {
    if (isOurs.test(request.path().lastName())) {
      throw new ArmException(
          409,
          "Conflict",
          "Assessments '" + request.path().lastName() + "' are made by Merlon: take another name.");
    }
    schema.check(request.body());
    ArmResponse answer = inventory.put(request);
    return new ArmResponse(answer.status(), shown((ObjectValue) answer.body(), new HashMap<>()));
  }

  ArmResponse delete(ArmRequest request) {
    return inventory.delete(request);
  }

  Optional<ObjectValue> find(String id) {
    return resources.find(ResourceId.of(id)).map(found -> shown(found.document(), new HashMap<>()));
  }

  /** A page of them below a scope, and where the next begins. */
  Page<ObjectValue> list(String foldedScope, String after, int size) {
    Page<Resource> page = resources.list(foldedScope, FOLDED, after, size);
    Map<ResourceId, Optional<ObjectValue>> known = new HashMap<>();
    List<ObjectValue> items =
        page.items().stream().map(one -> shown(one.document(), known)).toList();
    return new Page<>(items, page.next());
  }

  /**
   * With what the body may leave out: which resource it is about, and what its metadata says.
   *
   * @param metadataRead what of the metadata was read already
   */
  private ObjectValue shown(
      ObjectValue document, Map<ResourceId, Optional<ObjectValue>> metadataRead) {
    ResourceId id = ResourceId.of(document.get("id").textOr(""));
    String about = id.text().substring(0, id.folded().lastIndexOf("/providers/" + FOLDED));
    ObjectValue properties =
        document.get("properties") instanceof ObjectValue given ? given : ObjectValue.EMPTY;
    ObjectValue shown =
        properties.with("resourceDetails", details(properties.get("resourceDetails"), about));
    Optional<ObjectValue> known =
        metadataRead.computeIfAbsent(
            AssessmentMetadata.customId(id.subscription().orElse(""), id.lastSegment()),
            metadata::custom);
    if (known.isPresent()) {
      shown = shown.with("metadata", known.get());
      if (properties.get("displayName").isAbsent()) {
        shown = shown.with("displayName", known.get().get("displayName"));
      }
    }
    return document.with("properties", shown);
  }

  /** Exports of inventories write {@code Source} and {@code Id}, clients look for neither. */
  private static ObjectValue details(Value given, String about) {
    ObjectValue.Builder details =
        ObjectValue.builder()
            .put("source", given.get("source").textOr("Azure"))
            .put("id", given.get("id").textOr(about));
    if (given instanceof ObjectValue object) {
      for (int i = 0; i < object.size(); i++) {
        String name = object.nameAt(i).text();
        if (!name.equalsIgnoreCase("source") && !name.equalsIgnoreCase("id")) {
          details.put(name, object.valueAt(i));
        }
      }
    }
    return details.build();
  }
}
