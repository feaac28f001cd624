package io.merlon.store;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** What users write and is not inventory: policy, plans, settings. By id, whatever its case. */
public final class DocumentStore {
  private static final RowMapper<ObjectValue> DOCUMENT =
      (row, context) -> (ObjectValue) Json.parse(row.getBytes("document"));

  private final Jdbi jdbi;

  DocumentStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Creates or replaces.
   *
   * @return whether it is new
   */
  public boolean put(String foldedId, String foldedType, ObjectValue document) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                insert into document (folded_id, type, document)
                values (:id, :type, cast(:document as jsonb))
                on conflict (folded_id) do update
                  set document = excluded.document, changed_at = now()
                returning xmax = 0\
                """)
            .bind("id", foldedId)
            .bind("type", foldedType)
            .bind("document", Json.write(document))
            .mapTo(Boolean.class)
            .one());
  }

  public Optional<ObjectValue> find(String foldedId) {
    return jdbi.withHandle(handle ->
        handle
            .select("select document from document where folded_id = ?", foldedId)
            .map(DOCUMENT)
            .findOne());
  }

  public boolean delete(String foldedId) {
    return jdbi.withHandle(
        handle -> handle.execute("delete from document where folded_id = ?", foldedId) > 0);
  }

  /** All of a type whose id begins like this, by id. */
  public List<ObjectValue> list(String foldedType, String foldedPrefix) {
    return jdbi.withHandle(handle ->
        handle
            .select(
                "select document from document where type = ? and starts_with(folded_id, ?)"
                    + " order by folded_id",
                foldedType,
                foldedPrefix)
            .map(DOCUMENT)
            .list());
  }
}
