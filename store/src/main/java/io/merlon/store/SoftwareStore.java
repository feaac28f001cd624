package io.merlon.store;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.store.SoftwareInventory.Item;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The software of machines. A package that many have is kept once. */
public final class SoftwareStore {
  private static final String COLUMNS =
      """
      select r.folded_id, i.hash, i.received, i.distribution, i.packages, i.usage, i.judged
      from software_inventory i join resource r on r.key = i.resource
      """;

  private final Jdbi jdbi;

  SoftwareStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Keeps the software of a machine in place of what was known of it.
   *
   * @return whether the machine is known; else nothing is kept
   */
  public boolean put(ResourceId machine, SoftwareInventory inventory) {
    return jdbi.inTransaction(handle -> {
      Optional<Long> key =
          handle
              .select("select key from resource where folded_id = ? for update", machine.folded())
              .mapTo(Long.class)
              .findOne();
      if (key.isEmpty()) {
        return false;
      }
      List<Integer> numbers = numbers(handle, inventory.items());
      handle
          .createUpdate(
              """
              insert into software_inventory (resource, hash, received, distribution, packages, usage)
              values (:key, :hash, :received, cast(:distribution as jsonb), :packages, :usage)
              on conflict (resource) do update set hash = excluded.hash,
                received = excluded.received, distribution = excluded.distribution,
                packages = excluded.packages, usage = excluded.usage,
                judged = case when software_inventory.hash = excluded.hash
                  then software_inventory.judged else '' end\
              """)
          .bind("key", key.get())
          .bind("hash", inventory.hash())
          .bind("received", Timestamp.from(inventory.received()))
          .bind("distribution", Json.write(inventory.distribution()))
          .bindArray("packages", Integer.class, numbers.toArray())
          .bindArray(
              "usage",
              Short.class,
              inventory.items().stream().map(one -> (short) one.usage()).toArray())
          .execute();
      return true;
    });
  }

  /** The numbers of these packages, in their order; those that are new get one. */
  private static List<Integer> numbers(Handle handle, List<Item> items) {
    Map<String, ObjectValue> byHash = new TreeMap<>();
    items.forEach(one -> byHash.putIfAbsent(hash(one.software()), one.software()));
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into software_package (document, hash)"
                + " values (cast(:document as jsonb), decode(:hash, 'hex'))"
                + " on conflict (hash) do nothing");
    // in the order of their hashes, so that two such lists do not wait for each other
    byHash.forEach(
        (hash, software) -> batch.bind("document", Json.write(software)).bind("hash", hash).add());
    if (!byHash.isEmpty()) {
      batch.execute();
    }
    Map<String, Integer> known = new HashMap<>();
    handle
        .createQuery(
            """
            select encode(hash, 'hex') as hash, number from software_package
            where hash in (select decode(one, 'hex') from unnest(:hashes) as one)\
            """)
        .bindArray("hashes", String.class, byHash.keySet().toArray())
        .map((row, context) -> Map.entry(row.getString("hash"), row.getInt("number")))
        .forEach(one -> known.put(one.getKey(), one.getValue()));
    return items.stream()
        .map(one -> Optional.ofNullable(known.get(hash(one.software()))).orElseThrow())
        .toList();
  }

  private static String hash(ObjectValue software) {
    return Sha256.hex(Json.write(software).getBytes(StandardCharsets.UTF_8));
  }

  public Optional<SoftwareInventory> find(ResourceId machine) {
    return read("where r.folded_id = ?", machine.folded()).stream().findFirst();
  }

  /**
   * The inventories below a scope, by machine.
   *
   * @param scope in lower case without a slash at its end; empty for all
   * @param after the machine after which to begin; empty for the first
   */
  public Page<SoftwareInventory> list(String scope, String after, int size) {
    return Page.of(
        read(
            "where r.folded_id > ? and (? = '' or r.folded_id = ? or starts_with(r.folded_id, ? || '/'))"
                + " order by r.folded_id limit ?",
            after,
            scope,
            scope,
            scope,
            size + 1),
        size,
        SoftwareInventory::machine);
  }

  private List<SoftwareInventory> read(String where, Object... values) {
    return jdbi.inTransaction(handle -> {
      List<Row> rows =
          handle.select(COLUMNS + where, values).map((row, context) -> Row.of(row)).list();
      Map<Integer, ObjectValue> packages = packages(handle, rows);
      return rows.stream().map(row -> row.with(packages)).toList();
    });
  }

  private static Map<Integer, ObjectValue> packages(Handle handle, List<Row> rows) {
    Map<Integer, ObjectValue> packages = new LinkedHashMap<>();
    handle
        .createQuery("select number, document from software_package where number = any (:numbers)")
        .bindArray(
            "numbers",
            Integer.class,
            rows.stream().flatMap(row -> row.packages.stream()).distinct().toArray())
        .map((row, context) ->
            Map.entry(row.getInt("number"), (ObjectValue) Json.parse(row.getBytes("document"))))
        .forEach(one -> packages.put(one.getKey(), one.getValue()));
    return packages;
  }

  /** An inventory whose packages are numbers yet. */
  private record Row(SoftwareInventory bare, List<Integer> packages, List<Integer> usage) {
    static Row of(ResultSet row) throws SQLException {
      return new Row(
          new SoftwareInventory(
              row.getString("folded_id"),
              row.getString("hash"),
              row.getTimestamp("received").toInstant(),
              (ObjectValue) Json.parse(row.getBytes("distribution")),
              List.of(),
              row.getString("judged")),
          numbers(row, "packages"),
          numbers(row, "usage"));
    }

    private static List<Integer> numbers(ResultSet row, String column) throws SQLException {
      List<Integer> numbers = new ArrayList<>();
      for (Object one : (Object[]) row.getArray(column).getArray()) {
        numbers.add(((Number) one).intValue());
      }
      return numbers;
    }

    SoftwareInventory with(Map<Integer, ObjectValue> documents) {
      List<Item> items = new ArrayList<>();
      for (int i = 0; i < packages.size(); i++) {
        items.add(
            new Item(documents.getOrDefault(packages.get(i), ObjectValue.EMPTY), usage.get(i)));
      }
      return bare.with(items);
    }
  }

  /** Notes what the stored findings of a machine were made of. */
  public void judged(ResourceId machine, String by) {
    jdbi.useHandle(handle ->
        handle.execute(
            "update software_inventory set judged = ?"
                + " where resource = (select key from resource where folded_id = ?)",
            by,
            machine.folded()));
  }

  /** Takes the software of a machine away; whether there was any. */
  public boolean delete(ResourceId machine) {
    return jdbi.withHandle(handle ->
        handle.execute(
            "delete from software_inventory"
                + " where resource = (select key from resource where folded_id = ?)",
            machine.folded()))
        > 0;
  }

  /** Forgets packages that no machine has any more; for a time at which nobody writes. */
  public int sweep() {
    return jdbi.withHandle(handle ->
        handle.execute(
            "delete from software_package p where not exists"
                + " (select 1 from (select distinct unnest(packages) as number"
                + " from software_inventory) used where used.number = p.number)"));
  }
}
