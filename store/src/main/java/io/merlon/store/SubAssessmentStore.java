package io.merlon.store;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The findings below assessments. Those of one assessment are replaced together. */
public final class SubAssessmentStore {
  private static final String COLUMNS =
      """
      select r.id, s.assessment, s.name, s.document
      from subassessment s
      join resource r on r.key = s.resource
      """;
  private static final RowMapper<StoredSubAssessment> SUB_ASSESSMENT =
      (row, context) ->
          new StoredSubAssessment(
              row.getString("id"),
              row.getString("assessment"),
              new SubAssessment(
                  row.getString("name"), (ObjectValue) Json.parse(row.getBytes("document"))));

  private final Jdbi jdbi;

  SubAssessmentStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Replaces all findings of one assessment of a resource, in one transaction.
   *
   * @return whether the resource is known; else nothing is kept
   */
  public boolean replace(
      ResourceId resource, String assessment, Collection<SubAssessment> findings) {
    String name = assessment.toLowerCase(Locale.ROOT);
    return jdbi.inTransaction(handle -> {
      // locked, so that two writers of the same assessment come one after the other
      Optional<Long> key =
          handle
              .select("select key from resource where folded_id = ? for update", resource.folded())
              .mapTo(Long.class)
              .findOne();
      if (key.isEmpty()) {
        return false;
      }
      handle.execute(
          "delete from subassessment where resource = ? and assessment = ?", key.get(), name);
      PreparedBatch batch =
          handle.prepareBatch(
              "insert into subassessment (resource, assessment, name, document)"
                  + " values (:resource, :assessment, :name, cast(:document as jsonb))");
      for (SubAssessment finding : findings) {
        batch
            .bind("resource", key.get())
            .bind("assessment", name)
            .bind("name", finding.name())
            .bind("document", Json.write(finding.properties()))
            .add();
      }
      batch.execute();
      return true;
    });
  }

  /**
   * The findings below a scope, by resource, assessment and name.
   *
   * @param scope in lower case without a slash at its end; empty for all
   * @param assessment the name of an assessment, in any case; empty for all
   * @param after where an earlier page ended; empty for the first
   * @param size how many at most
   */
  public Page<StoredSubAssessment> list(String scope, String assessment, String after, int size) {
    Position position = Position.of(after);
    List<StoredSubAssessment> read =
        jdbi.withHandle(handle ->
            handle
                .createQuery(
                    COLUMNS
                        + """
                        where (r.folded_id, s.assessment, s.name) > (:id, :last, :name)
                          and (:scope = '' or r.folded_id = :scope
                               or starts_with(r.folded_id, :scope || '/'))
                          and (:assessment = '' or s.assessment = :assessment)
                        order by r.folded_id, s.assessment, s.name limit :limit\
                        """)
                .bind("id", position.resource())
                .bind("last", position.assessment())
                .bind("name", position.name())
                .bind("scope", scope)
                .bind("assessment", assessment.toLowerCase(Locale.ROOT))
                .bind("limit", size + 1)
                .map(SUB_ASSESSMENT)
                .list());
    return Page.of(read, size, one -> Position.of(one).text());
  }

  /** Where a page ended; the id of a resource may hold the bar, names do not. */
  private record Position(String resource, String assessment, String name) {
    static Position of(StoredSubAssessment one) {
      return new Position(
          ResourceId.of(one.resourceId()).folded(), one.assessment(), one.finding().name());
    }

    static Position of(String text) {
      int name = text.lastIndexOf('|');
      int assessment = text.lastIndexOf('|', name - 1);
      return assessment < 0
          ? new Position("", "", "")
          : new Position(
              text.substring(0, assessment),
              text.substring(assessment + 1, name),
              text.substring(name + 1));
    }

    String text() {
      return resource + "|" + assessment + "|" + name;
    }
  }

  /** One finding of an assessment of a resource (its id in lower case). */
  public Optional<StoredSubAssessment> find(String foldedId, String assessment, String name) {
    return jdbi.withHandle(handle ->
        handle
            .select(
                COLUMNS + "where r.folded_id = ? and s.assessment = lower(?) and s.name = ?",
                foldedId,
                assessment,
                name)
            .map(SUB_ASSESSMENT)
            .findOne());
  }
}
