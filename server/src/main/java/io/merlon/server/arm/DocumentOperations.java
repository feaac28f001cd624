package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import io.merlon.store.DocumentStore;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A type whose resources are kept as they were written: read, written, listed and deleted. */
final class DocumentOperations {
  private final String type;
  private final String folded;
  private final DocumentStore documents;
  private final BiConsumer<ObjectValue, String> check;
  private final Consumer<String> changed;

  /**
   * @param type as it is written, such as {@code Microsoft.Security/securityContacts}
   * @param check refuses a wrong document (given with the folded type) by an exception
   * @param changed is told the folded type after each change
   */
  DocumentOperations(
      String type,
      DocumentStore documents,
      BiConsumer<ObjectValue, String> check,
      Consumer<String> changed) {
    this.type = type;
    this.folded = type.toLowerCase(Locale.ROOT);
    this.documents = documents;
    this.check = check;
    this.changed = changed;
  }

  void register(ArmOperations operations) {
    operations
        .collection("GET", type, this::list)
        .item("GET", type, this::one)
        .item("PUT", type, this::put)
        .item("DELETE", type, this::delete);
  }

  private ArmResponse list(ArmRequest request) {
    List<ObjectValue> found = documents.list(folded, request.path().foldedScope() + "/");
    return ArmResponse.list(found);
  }

  private ArmResponse one(ArmRequest request) {
    return documents
        .find(request.path().folded())
        .map(ArmResponse::ok)
        .orElseThrow(() -> ArmException.notFound(request.path().text()));
  }

  private ArmResponse put(ArmRequest request) {
    if (!(request.body().get("properties") instanceof ObjectValue)) {
      throw ArmException.badRequest(
          "InvalidRequestContent", "The body needs an object 'properties'.");
    }
    ObjectValue document =
        request
            .body()
            .with("id", new io.merlon.model.StringValue(request.path().text()))
            .with("name", new io.merlon.model.StringValue(request.path().lastName()))
            .with("type", new io.merlon.model.StringValue(type));
    check.accept(document, folded);
    boolean isNew = documents.put(request.path().folded(), folded, document);
    changed.accept(folded);
    return ArmResponse.created(isNew, document);
  }

  private ArmResponse delete(ArmRequest request) {
    boolean wasThere = documents.delete(request.path().folded());
    if (wasThere) {
      changed.accept(folded);
    }
    return ArmResponse.deleted(wasThere);
  }
}
