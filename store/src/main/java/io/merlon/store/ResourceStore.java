package io.merlon.store;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** The inventory, with what each resource was before. */
public final class ResourceStore {
  private static final int FETCH = 1_000;
  private static final int BATCH = 1_000;
  static final RowMapper<Resource> RESOURCE =
      (row, context) -> {
        ObjectValue document = (ObjectValue) Json.parse(row.getBytes("document"));
        return new Resource(
            ResourceId.of(document.get("id").textOr(row.getString("folded_id"))),
            ResourceType.of(document.get("type").textOr(row.getString("type"))),
            document);
      };

  private final Jdbi jdbi;
  private final Jdbi passes;

  ResourceStore(Jdbi jdbi, Jdbi passes) {
    this.jdbi = jdbi;
    this.passes = passes;
  }

  /** One unchanging state of the inventory. */
  public static final class Snapshot {
    private final Handle handle;

    private Snapshot(Handle handle) {
      this.handle = handle;
    }

    /** Passes over all resources, in the order of their ids; as often as is asked for. */
    public void forEach(Consumer<Resource> consumer) {
      stream(handle, consumer);
    }

    public Optional<Resource> find(ResourceId id) {
      return ResourceStore.find(handle, id);
    }
  }

  /** Creates or replaces any number of resources, {@value #BATCH} in a transaction. */
  public void putAll(Stream<Resource> resources) {
    List<Resource> batch = new ArrayList<>(BATCH);
    resources.forEachOrdered(one -> {
      batch.add(one);
      if (batch.size() == BATCH) {
        put(batch);
        batch.clear();
      }
    });
    put(batch);
  }

  /** Creates or replaces resources in one transaction; those that are the same already stay. */
  public void put(List<Resource> resources) {
    jdbi.useTransaction(handle -> {
      PreparedBatch batch =
          handle.prepareBatch(
              """
              with stored as (
                insert into resource (folded_id, type, subscription, document)
                values (:id, :type, :subscription, cast(:document as jsonb))
                on conflict (folded_id) do update
                  set type = excluded.type, document = excluded.document, changed_at = now()
                  where resource.document is distinct from excluded.document
                returning folded_id, document)
              insert into resource_change (folded_id, document)
              select folded_id, document from stored\
              """);
      // everybody locks in the same order, so that two such lists do not wait for each other
      for (Resource resource : inOrder(resources)) {
        batch
            .bind("id", resource.id().folded())
            .bind("type", resource.type().folded())
            .bind("subscription", subscription(resource.id()))
            .bind("document", Json.write(resource.document()))
            .add();
      }
      batch.execute();
    });
  }

  private static List<Resource> inOrder(List<Resource> resources) {
    return resources.stream()
        .sorted(Comparator.comparing(resource -> resource.id().folded()))
        .toList();
  }

  private static String subscription(ResourceId id) {
    return id.subscription().orElse("").toLowerCase(Locale.ROOT);
  }

  /** Takes the resource and what is below it away, and says which these were. */
  public List<ResourceId> delete(ResourceId id) {
    return jdbi.inTransaction(handle ->
        handle
            .createQuery(
                """
                with gone as (
                  delete from resource
                  where folded_id = :id or starts_with(folded_id, :below)
                  returning folded_id)
                insert into resource_change (folded_id, document)
                select folded_id, null from gone
                returning folded_id\
                """)
            .bind("id", id.folded())
            .bind("below", id.folded() + "/")
            .mapTo(String.class)
            .map(ResourceId::of)
            .list());
  }

  public Optional<Resource> find(ResourceId id) {
    return jdbi.withHandle(handle -> find(handle, id));
  }

  private static Optional<Resource> find(Handle handle, ResourceId id) {
    return handle
        .select("select folded_id, type, document from resource where folded_id = ?", id.folded())
        .map(RESOURCE)
        .findOne();
  }

  /**
   * The resources below a scope, in the order of their ids.
   *
   * @param scope the scope, in lower case without a slash at its end; empty for all
   * @param type in lower case; empty for all
   * @param after the id (folded) after which to begin; empty for the first
   * @param size how many at most
   */
  public Page<Resource> list(String scope, String type, String after, int size) {
    List<Resource> read =
        jdbi.withHandle(handle ->
            handle
                .createQuery(
                    """
                    select folded_id, type, document from resource
                    where folded_id > :after and folded_id >= :first and folded_id < :end
                      and (folded_id = :scope or starts_with(folded_id, :scope || '/'))
                      and (:type = '' or type = :type)
                    order by folded_id limit :limit\
                    """)
                .bind("after", after)
                .bind("first", IdRange.first(scope, after))
                .bind("end", IdRange.end(scope))
                .bind("scope", scope)
                .bind("type", type)
                .bind("limit", size + 1)
                .map(RESOURCE)
                .list());
    return Page.of(read, size, resource -> resource.id().folded());
  }

  /**
   * Passes over the resources of these types and subscriptions in the order of their ids, over all
   * where a set is empty, until the consumer wants no more.
   *
   * @param types in lower case
   * @param subscriptions in lower case
   */
  public void scan(
      Set<String> types, Set<String> subscriptions, Predicate<? super Resource> consumer) {
    jdbi.useTransaction(handle -> {
      try (Stream<Resource> resources =
          handle
              .createQuery(
                  """
                  select folded_id, type, document from resource
                  where (:anyType or type = any (:types))
                    and (:anySubscription or subscription = any (:subscriptions))
                  order by folded_id\
                  """)
              .bind("anyType", types.isEmpty())
              .bindArray("types", String.class, types.toArray())
              .bind("anySubscription", subscriptions.isEmpty())
              .bindArray("subscriptions", String.class, subscriptions.toArray())
              .setFetchSize(FETCH)
              .map(RESOURCE)
              .stream()) {
        Iterator<Resource> each = resources.iterator();
        while (each.hasNext() && consumer.test(each.next())) {
          // the consumer does the work
        }
      }
    });
  }

  /** The ids of all resource groups that hold something, in lower case and in order. */
  public List<String> resourceGroups() {
    return jdbi.withHandle(handle ->
        handle
            .select(
                """
                select distinct substring(folded_id from '^/subscriptions/[^/]+/resourcegroups/[^/]+')
                from resource where folded_id ~ '^/subscriptions/[^/]+/resourcegroups/'
                order by 1\
                """)
            .mapTo(String.class)
            .list());
  }

  /** The ids of all subscriptions that hold something, in lower case and in order. */
  public List<String> subscriptions() {
    return jdbi.withHandle(handle ->
        handle
            .select(
                "select distinct subscription from resource where subscription <> '' order by 1")
            .mapTo(String.class)
            .list());
  }

  public long count() {
    return jdbi.withHandle(
        handle -> handle.select("select count(*) from resource").mapTo(Long.class).one());
  }

  /** Gives the task one state of the inventory to look at for as long as it runs. */
  public void inSnapshot(Consumer<Snapshot> task) {
    passes.useTransaction(
        TransactionIsolationLevel.REPEATABLE_READ, handle -> task.accept(new Snapshot(handle)));
  }

  private static void stream(Handle handle, Consumer<Resource> consumer) {
    try (Stream<Resource> resources =
        handle
            .createQuery("select folded_id, type, document from resource order by folded_id")
            .setFetchSize(FETCH)
            .map(RESOURCE)
            .stream()) {
      resources.forEach(consumer);
    }
  }
}
