package io.merlon.store;

import io.merlon.model.ResourceId;
import io.merlon.posture.Assessment;
import io.merlon.posture.AssessmentCause;
import io.merlon.posture.AssessmentStatus;
import io.merlon.posture.PostureReport;
import io.merlon.posture.Responsibility;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** How every resource stands. A pass is taken over as a whole or not at all. */
public final class AssessmentStore {
  private static final int BUFFER = 1 << 16;
  private static final String COLUMNS = columns("");
  private static final String PLACED_COLUMNS =
      columns(
          ", coalesce(r.document ->> 'type', r.type) as type,"
              + " coalesce(r.document ->> 'location', '') as location");
  private static final String OF_JUDGED =
      "and a.resource in (select key from resource where folded_id = any(:judged))";
  private static final RowMapper<StoredAssessment> ASSESSMENT =
      (row, context) ->
          new StoredAssessment(
              row.getString("id"),
              row.getString("name"),
              AssessmentStatus.valueOf(row.getString("status")),
              AssessmentCause.valueOf(row.getString("cause")),
              row.getString("cause_detail"),
              row.getObject("first_seen", OffsetDateTime.class).toInstant(),
              row.getObject("status_changed", OffsetDateTime.class).toInstant());
  private static final RowMapper<PlacedAssessment> PLACED =
      (row, context) ->
          new PlacedAssessment(
              ASSESSMENT.map(row, context), row.getString("type"), row.getString("location"));

  private final Jdbi jdbi;
  private final Jdbi passes;

  AssessmentStore(Jdbi jdbi, Jdbi passes) {
    this.jdbi = jdbi;
    this.passes = passes;
  }

  private static String columns(String more) {
    return """
    select r.id, n.name, a.status, a.cause, a.cause_detail,
           a.first_seen, a.status_changed%s
    from assessment a
    join resource r on r.key = a.resource
    join recommendation n on n.number = a.recommendation
    """
        .formatted(more);
  }

  /**
   * Takes over a whole pass in one transaction: what is new, what changed, what is gone, and the
   * scores where they moved.
   *
   * @param at the time of the pass
   * @param pass gives every assessment to the consumer and then the report
   */
  public PostureReport replace(Instant at, Function<Consumer<Assessment>, PostureReport> pass) {
    return takeOver(at, assessments -> new Judged(pass.apply(assessments), Optional.empty()));
  }

  /**
   * Takes over what was judged anew in one transaction: the consumer gets all assessments that
   * there are of those resources, the others stay.
   */
  public PostureReport update(Instant at, Function<Consumer<Assessment>, Part> pass) {
    return takeOver(
        at,
        assessments -> {
          Part part = pass.apply(assessments);
          return new Judged(part.report(), Optional.of(part.resources()));
        });
  }

  /**
   * What was judged anew.
   *
   * @param report the figures of everything
   * @param resources the resources that were judged, or are gone
   */
  public record Part(PostureReport report, Collection<ResourceId> resources) {}

  /** The figures, and which resources were judged; all when absent. */
  private record Judged(PostureReport report, Optional<Collection<ResourceId>> resources) {}

  private PostureReport takeOver(Instant at, Function<Consumer<Assessment>, Judged> pass) {
    // its own connection: within a snapshot's thread the usual way would lend the snapshot's
    try (Handle own = passes.open()) {
      return own.inTransaction(handle -> takeOver(handle, at, pass));
    }
  }

  private static PostureReport takeOver(
      Handle handle, Instant at, Function<Consumer<Assessment>, Judged> pass) {
    handle.execute(
        """
        create temporary table fresh (
          id text, name text, status text, cause text, cause_detail text,
          rule text, owner text, due date, grace_period boolean)
        on commit drop\
        """);
    Judged judged = copy(handle, pass);
    handle.execute(
        "insert into recommendation (name) select distinct name from fresh"
            + " on conflict do nothing");
    handle.execute("analyze fresh");
    boolean told = ExportStore.wantsAssessments(handle);
    key(handle);
    merge(handle, at, told);
    deleteGone(handle, at, judged.resources(), told);
    GovernanceStore.mergeFresh(handle, at);
    ofJudged(
        handle.createUpdate(limited(GovernanceStore.DELETE_UNGOVERNED, judged.resources())),
        judged.resources());
    ScoreStore.insert(handle, at, judged.report());
    return judged.report();
  }

  private static Judged copy(Handle handle, Function<Consumer<Assessment>, Judged> pass) {
    try {
      CopyIn copy =
          handle
              .getConnection()
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("copy fresh from stdin");
      try {
        CopyLines lines = new CopyLines(copy, BUFFER);
        Judged judged = pass.apply(lines);
        lines.finish();
        return judged;
      } finally {
        if (copy.isActive()) {
          copy.cancelCopy();
        }
      }
    } catch (SQLException e) {
      throw new StoreException("cannot hand assessments to the database", e);
    }
  }

  /** Writes assessments in the text form of COPY. */
  private static final class CopyLines implements Consumer<Assessment> {
    private final CopyIn copy;
    private final int size;
    private final StringBuilder buffer = new StringBuilder();

    CopyLines(CopyIn copy, int size) {
      this.copy = copy;
      this.size = size;
    }

    @Override
    public void accept(Assessment assessment) {
      text(assessment.resource().folded()).append('\t');
      text(assessment.recommendation().name()).append('\t');
      buffer.append(assessment.status().name()).append('\t');
      buffer.append(assessment.cause().name()).append('\t');
      text(assessment.causeDetail()).append('\t');
      responsibility(assessment.responsibility());
      if (buffer.length() >= size) {
        flush();
      }
    }

    private void responsibility(Optional<Responsibility> responsibility) {
      if (responsibility.isEmpty()) {
        buffer.append("\\N\t\\N\t\\N\t\\N\n");
        return;
      }
      Responsibility one = responsibility.get();
      text(one.rule()).append('\t');
      text(one.owner()).append('\t');
      buffer.append(one.due()).append('\t').append(one.gracePeriod()).append('\n');
    }

    private StringBuilder text(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        switch (c) {
          case '\\' -> buffer.append("\\\\");
          case '\t' -> buffer.append("\\t");
          case '\n' -> buffer.append("\\n");
          case '\r' -> buffer.append("\\r");
          default -> buffer.append(c);
        }
      }
      return buffer;
    }

    private void flush() {
      byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
      buffer.setLength(0);
      try {
        copy.writeToCopy(bytes, 0, bytes.length);
      } catch (SQLException e) {
        throw new StoreException("cannot hand assessments to the database", e);
      }
    }

    void finish() throws SQLException {
      flush();
      copy.endCopy();
    }
  }

  /** What was judged, by the keys that assessments have. */
  private static void key(Handle handle) {
    handle.execute(
        """
        create temporary table judged on commit drop as
        select r.key as resource, n.number as recommendation, f.status, f.cause, f.cause_detail
        from fresh f
        join resource r on r.folded_id = f.id
        join recommendation n on n.name = f.name\
        """);
    handle.execute("analyze judged");
  }

  /** Touches only what differs: after a restart that is next to nothing. */
  private static void merge(Handle handle, Instant at, boolean told) {
    String merge =
        """
        insert into assessment as known
          (resource, recommendation, status, cause, cause_detail, first_seen, status_changed)
        select j.resource, j.recommendation, j.status, j.cause, j.cause_detail, :at, :at
        from judged j
        join resource r on r.key = j.resource
        left join assessment a
          on a.resource = j.resource and a.recommendation = j.recommendation
        where (a.status, a.cause, a.cause_detail)
          is distinct from (j.status, j.cause, j.cause_detail)
        on conflict (resource, recommendation) do update set
          status = excluded.status, cause = excluded.cause,
          cause_detail = excluded.cause_detail,
          status_changed = case when known.status = excluded.status
            then known.status_changed else excluded.status_changed end\
        """;
    String activity = "case when known.xmax = 0 then 'Create' else 'Update' end";
    handle
        .createUpdate(told ? ExportStore.telling(merge, "known", activity) : merge)
        .bind("at", at)
        .execute();
  }

  private static void deleteGone(
      Handle handle, Instant at, Optional<Collection<ResourceId>> judged, boolean told) {
    String gone =
        """
        delete from assessment a
        where not exists (
          select from judged j
          where j.resource = a.resource and j.recommendation = a.recommendation)
        """;
    String deleted = judged.isEmpty() ? gone : gone + OF_JUDGED;
    Update update =
        handle.createUpdate(told ? ExportStore.telling(deleted, "a", "'Close'") : deleted);
    if (told) {
      update.bind("at", at);
    }
    ofJudged(update, judged);
  }

  /** A statement about all resources, or about those that were judged. */
  private static String limited(String statement, Optional<Collection<ResourceId>> judged) {
    return judged.isEmpty() ? statement : statement + "and r.folded_id = any(:judged)";
  }

  private static void ofJudged(Update update, Optional<Collection<ResourceId>> judged) {
    judged.ifPresent(only ->
        update.bindArray("judged", String.class, only.stream().map(ResourceId::folded).toArray()));
    update.execute();
  }

  /**
   * The assessments below a scope, by resource and recommendation.
   *
   * @param scope in lower case without a slash at its end; empty for all
   * @param after where an earlier page ended; empty for the first
   * @param size how many at most
   */
  public Page<StoredAssessment> list(String scope, String after, int size) {
    return list(scope, Optional.empty(), after, size);
  }

  /** The same, of those with one status where that is given. */
  public Page<StoredAssessment> list(
      String scope, Optional<AssessmentStatus> status, String after, int size) {
    return page(COLUMNS, ASSESSMENT, scope, status, after, size, one -> one);
  }

  /** The same, each with what is known of its resource. */
  public Page<PlacedAssessment> listPlaced(String scope, String after, int size) {
    return page(
        PLACED_COLUMNS, PLACED, scope, Optional.empty(), after, size, PlacedAssessment::assessment);
  }

  private <T> Page<T> page(
      String columns,
      RowMapper<T> mapper,
      String scope,
      Optional<AssessmentStatus> status,
      String after,
      int size,
      Function<T, StoredAssessment> assessment) {
    ListPosition position = ListPosition.of(after);
    List<T> read =
        jdbi.withHandle(handle ->
            handle
                .createQuery(
                    columns
                        + """
                        where (r.folded_id, n.name) > (:id, :name)
                          and r.folded_id >= :first and r.folded_id < :end
                          and (r.folded_id = :scope or starts_with(r.folded_id, :scope || '/'))
                          and (:status = '' or a.status = :status)
                        order by r.folded_id, n.name limit :limit\
                        """)
                .bind("id", position.id())
                .bind("name", position.name())
                .bind("first", IdRange.first(scope, position.id()))
                .bind("end", IdRange.end(scope))
                .bind("scope", scope)
                .bind("status", status.map(Enum::name).orElse(""))
                .bind("limit", size + 1)
                .map(mapper)
                .list());
    return Page.of(read, size, one -> assessment.apply(one).position());
  }

  /**
   * The assessments for one recommendation below a scope, by resource.
   *
   * @param recommendation the name of its definition
   * @param scope in lower case without a slash at its end; empty for all
   * @param status only those with this one; all when absent
   * @param after where an earlier page ended; empty for the first
   * @param size how many at most
   */
  public Page<StoredAssessment> listOf(
      String recommendation,
      String scope,
      Optional<AssessmentStatus> status,
      String after,
      int size) {
    List<StoredAssessment> read =
        jdbi.withHandle(handle ->
            handle
                .createQuery(
                    COLUMNS
                        + """
                        where lower(n.name) = lower(:name) and r.folded_id > :after
                          and (:scope = '' or r.folded_id = :scope
                               or starts_with(r.folded_id, :scope || '/'))
                          and (:status = '' or a.status = :status)
                        order by r.folded_id limit :limit\
                        """)
                .bind("name", recommendation)
                .bind("after", after)
                .bind("scope", scope)
                .bind("status", status.map(AssessmentStatus::name).orElse(""))
                .bind("limit", size + 1)
                .map(ASSESSMENT)
                .list());
    return Page.of(read, size, one -> one.resourceId().toLowerCase(Locale.ROOT));
  }

  /** How many assessments of a recommendation (the name of its definition) have a status. */
  public record Count(String recommendation, AssessmentStatus status, long assessments) {}

  /** The assessments below a scope (in lower case), counted. */
  public List<Count> counts(String scope) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select n.name, a.status, count(*) as assessments
                from assessment a
                join resource r on r.key = a.resource
                join recommendation n on n.number = a.recommendation
                where r.folded_id = :scope or starts_with(r.folded_id, :scope || '/')
                group by n.name, a.status\
                """)
            .bind("scope", scope)
            .map((row, context) ->
                new Count(
                    row.getString("name"),
                    AssessmentStatus.valueOf(row.getString("status")),
                    row.getLong("assessments")))
            .list());
  }

  /** One assessment of a resource (its id in lower case). */
  public Optional<StoredAssessment> find(String foldedId, String recommendation) {
    return jdbi.withHandle(handle ->
        handle
            .select(
                COLUMNS + "where r.folded_id = ? and lower(n.name) = lower(?)",
                foldedId,
                recommendation)
            .map(ASSESSMENT)
            .findOne());
  }

  /** The assessment with this key in a subscription (its id in lower case). */
  public Optional<StoredAssessment> find(String subscription, UUID key) {
    return jdbi.withHandle(handle ->
        handle
            .select(
                COLUMNS
                    + "where r.subscription = ?"
                    + " and md5(r.folded_id || '|' || n.name)::uuid = ?",
                subscription,
                key)
            .map(ASSESSMENT)
            .findFirst());
  }
}
