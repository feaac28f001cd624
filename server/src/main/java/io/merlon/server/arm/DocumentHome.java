package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.store.DocumentStore;
import io.merlon.store.ResourceStore;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the documents of a type are kept. */
interface DocumentHome {
  /** All below a scope (in lower case), by id. */
  List<ObjectValue> list(String foldedScope);

  Optional<ObjectValue> find(ResourceId id);

  /** Creates or replaces; whether it is new. */
  boolean put(ResourceId id, ObjectValue document);

  /** Whether it was there. */
  boolean delete(ResourceId id);

  /** Apart from the inventory; the type (in lower case) is told after each change. */
  static DocumentHome documents(String type, DocumentStore documents, Consumer<String> changed) {
    String folded = type.toLowerCase(Locale.ROOT);
    return new DocumentHome() {
      @Override
      public List<ObjectValue> list(String foldedScope) {
        return documents.list(folded, foldedScope + "/");
      }

      @Override
      public Optional<ObjectValue> find(ResourceId id) {
        return documents.find(id.folded());
      }

      @Override
      public boolean put(ResourceId id, ObjectValue document) {
        boolean isNew = documents.put(id.folded(), folded, document);
        changed.accept(folded);
        return isNew;
      }

      @Override
      public boolean delete(ResourceId id) {
        boolean wasThere = documents.delete(id.folded());
        if (wasThere) {
          changed.accept(folded);
        }
        return wasThere;
      }
    };
  }

  /** In the inventory, where rules see them; what changed is told. */
  static DocumentHome inventory(
      String type, ResourceStore resources, Consumer<Collection<ResourceId>> changed) {
    return new DocumentHome() {
      private static final int MANY = 1_000;

      @Override
      public List<ObjectValue> list(String foldedScope) {
        return resources.list(foldedScope, type.toLowerCase(Locale.ROOT), "", MANY).items().stream()
            .map(Resource::document)
            .toList();
      }

      @Override
      public Optional<ObjectValue> find(ResourceId id) {
        return resources.find(id).map(Resource::document);
      }

      @Override
      public boolean put(ResourceId id, ObjectValue document) {
        boolean isNew = resources.find(id).isEmpty();
        resources.put(List.of(new Resource(id, ResourceType.of(type), document)));
        changed.accept(List.of(id));
        return isNew;
      }

      @Override
      public boolean delete(ResourceId id) {
        List<ResourceId> gone = resources.delete(id);
        changed.accept(gone);
        return !gone.isEmpty();
      }
    };
  }
}
