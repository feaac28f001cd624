package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.store.DocumentStore;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A type whose resources are kept as they were written: read, written, listed and deleted. */
final class DocumentOperations {
  private final DocumentType type;
  private final DocumentHome home;
  private final InstantSource clock;

  DocumentOperations(DocumentType type, DocumentHome home, InstantSource clock) {
    this.type = type;
    this.home = home;
    this.clock = clock;
  }

  /**
   * @param type as it is written, such as {@code Microsoft.Authorization/policyDefinitions}
   * @param check refuses a wrong document (given with the folded type) by an exception
   * @param changed is told the folded type after each change
   */
  DocumentOperations(
      String type,
      DocumentStore documents,
      BiConsumer<ObjectValue, String> check,
      Consumer<String> changed) {
    this(
        DocumentType.of(
            type,
            DocumentType.ANYWHERE,
            document -> check.accept(document, type.toLowerCase(Locale.ROOT))),
        DocumentHome.documents(type, documents, changed),
        InstantSource.system());
  }

  void register(ArmOperations operations) {
    operations
        .collection("GET", type.name(), this::list)
        .item("GET", type.name(), request -> ArmResponse.ok(type.shown(one(request))))
        .item("PUT", type.name(), request -> put(request, request.body()))
        .item("PATCH", type.name(), request -> put(request, merged(one(request), request.body())))
        .item("DELETE", type.name(), this::delete);
  }

  private ArmResponse list(ArmRequest request) {
    List<ObjectValue> found = new ArrayList<>();
    type.usual().keySet().stream()
        .sorted()
        .filter(name -> home.find(id(request, name)).isEmpty())
        .forEach(name -> found.add(usual(id(request, name))));
    home.list(request.path().foldedScope()).forEach(one -> found.add(type.shown(one)));
    return ArmResponse.list(found.stream().filter(one -> isMeant(request, one)).toList());
  }

  /** Some lists take a property as a parameter, such as {@code AlertType}. */
  private static boolean isMeant(ArmRequest request, ObjectValue one) {
    return request.query().entrySet().stream()
        .allMatch(wanted ->
            one.get("properties")
                .get(wanted.getKey())
                .textOr(wanted.getValue())
                .equalsIgnoreCase(wanted.getValue()));
  }

  private ResourceId id(ArmRequest request, String name) {
    return ResourceId.of(request.path().scope() + "/providers/" + type.name() + "/" + name);
  }

  private ObjectValue usual(ResourceId id) {
    String name = id.lastSegment().toLowerCase(Locale.ROOT);
    return ArmResponse.resource(
        id.text(), name, type.name(), type.usual().getOrDefault(name, ObjectValue.EMPTY));
  }

  private ObjectValue one(ArmRequest request) {
    ResourceId id = ResourceId.of(request.path().text());
    return home.find(id)
        .or(() -> mayBe(id) && !type.usual().isEmpty() ? Optional.of(usual(id)) : Optional.empty())
        .orElseThrow(() -> ArmException.notFound(id.text()));
  }

  private boolean mayBe(ResourceId id) {
    return type.usual().isEmpty()
        || type.usual().containsKey(id.lastSegment().toLowerCase(Locale.ROOT));
  }

  private ArmResponse put(ArmRequest request, ObjectValue body) {
    ResourceId id = ResourceId.of(request.path().text());
    if (!request.path().foldedScope().matches(type.scope())) {
      throw ArmException.badRequest(
          "InvalidScope", type.name() + " cannot lie in '" + request.path().scope() + "'.");
    }
    if (!mayBe(id)) {
      throw ArmException.badRequest(
          "InvalidResourceName",
          "The name of "
              + type.name()
              + " can be "
              + String.join(", ", type.usual().keySet())
              + " only, not '"
              + id.lastSegment()
              + "'.");
    }
    if (!(body.get("properties") instanceof ObjectValue properties)) {
      throw ArmException.badRequest(
          "InvalidRequestContent", "/properties: the body needs this object.");
    }
    ObjectValue document =
        body.with("id", new StringValue(id.text()))
            .with("name", new StringValue(id.lastSegment()))
            .with("type", new StringValue(type.name()))
            .with("properties", stamped(properties));
    type.check().accept(document);
    boolean isNew = home.put(id, document);
    return new ArmResponse(isNew ? type.statuses().created() : 200, type.shown(document));
  }

  private ObjectValue stamped(ObjectValue properties) {
    return type.stamped()
        .map(name ->
            properties.with(
                name, new StringValue(clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())))
        .orElse(properties);
  }

  /** RFC 7396, as far as ARM's PATCH uses it: objects are merged, all else replaced. */
  private static ObjectValue merged(ObjectValue old, ObjectValue change) {
    ObjectValue merged = old;
    for (int i = 0; i < change.size(); i++) {
      String name = change.nameAt(i).toString();
      Value value = change.valueAt(i);
      merged =
          merged.with(
              name,
              value instanceof ObjectValue inner && old.get(name) instanceof ObjectValue before
                  ? merged(before, inner)
                  : value);
    }
    return merged;
  }

  private ArmResponse delete(ArmRequest request) {
    boolean wasThere = home.delete(ResourceId.of(request.path().text()));
    return ArmResponse.empty(wasThere ? type.statuses().deleted() : type.statuses().absent());
  }
}
