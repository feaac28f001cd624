package io.merlon.store;

import io.merlon.model.ResourceId;
import io.merlon.posture.Assessment;
import io.merlon.posture.AssessmentCause;
import io.merlon.posture.AssessmentStatus;
import io.merlon.posture.PostureReport;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** How every resource stands. A pass is taken over as a whole or not at all. */
public final class AssessmentStore {
  private static final String COLUMNS = columns("");
  private static final String PLACED_COLUMNS =
      columns(
          ", coalesce(r.document ->> 'type', r.type) as type,"
              + " coalesce(r.document ->> 'location', '') as location");
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
  private final TakenPass taking;

  AssessmentStore(Jdbi jdbi, Jdbi passes) {
    this.jdbi = jdbi;
    this.taking = new TakenPass(passes);
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
    return taking.pass(
        at, assessments -> new TakenPass.Judged(pass.apply(assessments), Optional.empty()));
  }

  /**
   * Takes over what was judged anew in one transaction: the consumer gets all assessments that
   * there are of those resources, the others stay.
   */
  public PostureReport update(Instant at, Function<Consumer<Assessment>, Part> pass) {
    return taking.pass(
        at,
        assessments -> {
          Part part = pass.apply(assessments);
          return new TakenPass.Judged(part.report(), Optional.of(part.resources()));
        });
  }

  /**
   * What was judged anew.
   *
   * @param report the figures of everything
   * @param resources the resources that were judged, or are gone
   */
  public record Part(PostureReport report, Collection<ResourceId> resources) {}

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
