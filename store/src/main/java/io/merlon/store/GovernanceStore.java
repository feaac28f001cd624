package io.merlon.store;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.posture.EarlierGovernance.Settled;
import io.merlon.posture.GovernanceAssignment;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** Owners and due dates of unhealthy resources. */
public final class GovernanceStore {
  private static final String FROM =
      """
      from governance_assignment g
      join resource r on r.key = g.resource
      join recommendation n on n.number = g.recommendation
      """;
  private static final String COLUMNS =
      """
      select r.id, n.name as recommendation, g.name, g.rule,
             g.owner, g.due, g.grace_period, g.since, g.by_hand, g.details
      """
          + FROM;
  private static final RowMapper<StoredGovernanceAssignment> ASSIGNMENT =
      (row, context) ->
          new StoredGovernanceAssignment(
              row.getString("id"),
              row.getString("recommendation"),
              row.getString("name"),
              row.getString("rule"),
              row.getString("owner"),
              row.getObject("due", LocalDate.class),
              row.getBoolean("grace_period"),
              row.getObject("since", OffsetDateTime.class).toInstant(),
              row.getBoolean("by_hand"),
              (ObjectValue) Json.parse(row.getBytes("details")));

  /**
   * Deletes, of what was judged, what is governed no more. What a person settled ends only with the
   * unhealthy state, whatever the rules say.
   */
  static final String DELETE_UNGOVERNED =
      """
      delete from governance_assignment g using resource r, recommendation n
      where r.key = g.resource and n.number = g.recommendation
        and not exists (
          select from fresh f where f.id = r.folded_id and f.name = n.name
            and (f.rule != '' or g.by_hand and f.status = 'UNHEALTHY'))
      """;

  private final Jdbi jdbi;

  GovernanceStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Takes over what rules say of what was judged; since when they do so stays. */
  static void mergeFresh(Handle handle, Instant at) {
    handle
        .createUpdate(
            """
            insert into governance_assignment as old
              (resource, recommendation, rule, owner, due, grace_period, since)
            select r.key, n.number, f.rule, f.owner, f.due, f.grace_period, :at
            from fresh f
            join resource r on r.folded_id = f.id
            join recommendation n on n.name = f.name
            where f.rule != ''
            on conflict (resource, recommendation) do update set
              rule = excluded.rule, owner = excluded.owner, due = excluded.due,
              grace_period = excluded.grace_period
            where not old.by_hand and (old.rule, old.owner, old.due, old.grace_period)
              is distinct from (excluded.rule, excluded.owner, excluded.due, excluded.grace_period)\
            """)
        .bind("at", at)
        .execute();
  }

  /**
   * Which assignments are wanted.
   *
   * @param scope in lower case without a slash at its end; empty for all
   * @param recommendation only those for this one; empty for all
   * @param overdueOn only those that are overdue on this day; all when absent
   */
  public record Filter(String scope, String recommendation, Optional<LocalDate> overdueOn) {}

  /** The assignments by resource and recommendation. */
  public Page<StoredGovernanceAssignment> list(Filter filter, String after, int size) {
    ListPosition position = ListPosition.of(after);
    List<StoredGovernanceAssignment> read =
        jdbi.withHandle(handle ->
            handle
                .createQuery(
                    COLUMNS
                        + """
                        where (r.folded_id, n.name) > (:id, :name) and r.folded_id >= :id
                          and (:scope = '' or r.folded_id = :scope
                               or starts_with(r.folded_id, :scope || '/'))
                          and (:recommendation = '' or lower(n.name) = lower(:recommendation))
                          and (cast(:day as date) is null or g.due < cast(:day as date))
                        order by r.folded_id, n.name limit :limit\
                        """)
                .bind("id", position.id())
                .bind("name", position.name())
                .bind("scope", filter.scope())
                .bind("recommendation", filter.recommendation())
                .bind("day", filter.overdueOn().map(LocalDate::toString).orElse(null))
                .bind("limit", size + 1)
                .map(ASSIGNMENT)
                .list());
    return Page.of(
        read, size, one -> new ListPosition(one.resourceId(), one.recommendation()).text());
  }

  /** That of a resource (its id in lower case) for a recommendation, if it is governed. */
  public Optional<StoredGovernanceAssignment> find(String foldedId, String recommendation) {
    return jdbi.withHandle(handle ->
        handle
            .select(
                COLUMNS + "where r.folded_id = ? and lower(n.name) = lower(?)",
                foldedId,
                recommendation)
            .map(ASSIGNMENT)
            .findOne());
  }

  /**
   * Writes what a person settled; it stays for as long as the resource is unhealthy.
   *
   * @return whether there is such an unhealthy assessment
   */
  public boolean settle(
      String foldedId,
      String recommendation,
      String name,
      GovernanceAssignment settled,
      ObjectValue details,
      Instant at) {
    return jdbi.withHandle(handle ->
        handle
                .createUpdate(
                    """
                    insert into governance_assignment
                      (resource, recommendation, name, rule, owner, due, grace_period, since,
                       by_hand, details)
                    select a.resource, a.recommendation, :name, '', :owner, :due, :grace, :at, true,
                           cast(:details as jsonb)
                    from assessment a
                    join resource r on r.key = a.resource
                    join recommendation n on n.number = a.recommendation
                    where r.folded_id = :id and lower(n.name) = lower(:recommendation)
                      and a.status = 'UNHEALTHY'
                    on conflict (resource, recommendation) do update set
                      name = excluded.name, rule = '', owner = excluded.owner, due = excluded.due,
                      grace_period = excluded.grace_period, by_hand = true,
                      details = excluded.details\
                    """)
                .bind("id", foldedId)
                .bind("recommendation", recommendation)
                .bind("name", name)
                .bind("owner", settled.owner())
                .bind("due", settled.due())
                .bind("grace", settled.gracePeriod())
                .bind("details", Json.write(details))
                .bind("at", at)
                .execute()
            > 0);
  }

  /**
   * Takes back what a person settled: where a rule applies it counts again, from when it first did.
   *
   * @return whether there was something
   */
  public boolean release(String foldedId, String recommendation) {
    return jdbi.withHandle(handle ->
        handle.execute(
                """
                update governance_assignment g set by_hand = false, details = '{}'
                from resource r, recommendation n
                where r.key = g.resource and n.number = g.recommendation
                  and r.folded_id = ? and lower(n.name) = lower(?)\
                """,
                foldedId,
                recommendation)
            > 0);
  }

  /**
   * Forgets all that is settled below a scope for these recommendations, by people too, so that
   * rules settle it anew.
   *
   * @return the resources that are concerned
   */
  public List<ResourceId> forget(
      String scope, Collection<String> excludedScopes, Collection<String> recommendations) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                delete from governance_assignment g using resource r, recommendation n
                where r.key = g.resource and n.number = g.recommendation
                  and (:scope = '' or r.folded_id = :scope
                       or starts_with(r.folded_id, :scope || '/'))
                  and not exists (select from unnest(:excluded) as x(scope)
                    where r.folded_id = x.scope or starts_with(r.folded_id, x.scope || '/'))
                  and n.name = any(:recommendations)
                returning r.folded_id\
                """)
            .bind("scope", scope)
            .bindArray("excluded", String.class, excludedScopes.toArray())
            .bindArray("recommendations", String.class, recommendations.toArray())
            .mapTo(String.class)
            .map(ResourceId::of)
            .list());
  }

  /**
   * What is governed of one recommendation.
   *
   * @param recommendation the name of its definition
   * @param owner one of those who are named, or empty
   * @param due the earliest due date
   * @param overdue how many resources are overdue
   */
  public record Summary(String recommendation, String owner, LocalDate due, long overdue) {}

  /** What is governed below a scope (in lower case), by recommendation. */
  public List<Summary> summaries(String scope, LocalDate today) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select n.name, coalesce(min(nullif(g.owner, '')), '') as owner, min(g.due) as due,
                       count(*) filter (where g.due < :today) as overdue
                """
                    + FROM
                    + """
                    where :scope = '' or r.folded_id = :scope
                      or starts_with(r.folded_id, :scope || '/')
                    group by n.name\
                    """)
            .bind("scope", scope)
            .bind("today", today)
            .map((row, context) ->
                new Summary(
                    row.getString("name"),
                    row.getString("owner"),
                    row.getObject("due", LocalDate.class),
                    row.getLong("overdue")))
            .list());
  }

  /**
   * What somebody has to fix.
   *
   * @param owner who; empty where nobody is named
   * @param assessments unhealthy resources
   * @param overdue those of them whose due date has passed
   * @param due the earliest due date
   */
  public record Load(String owner, long assessments, long overdue, LocalDate due) {}

  /** Who has what to fix, the most overdue first; at most so many. */
  public List<Load> loads(LocalDate today, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select owner, count(*) as assessments,
                       count(*) filter (where due < :today) as overdue, min(due) as due
                from governance_assignment
                group by owner order by overdue desc, assessments desc, owner limit :limit\
                """)
            .bind("today", today)
            .bind("limit", limit)
            .map((row, context) ->
                new Load(
                    row.getString("owner"),
                    row.getLong("assessments"),
                    row.getLong("overdue"),
                    row.getObject("due", LocalDate.class)))
            .list());
  }

  /** Whether anything is settled. */
  public boolean isInUse() {
    return jdbi.withHandle(handle ->
        handle
            .select("select exists (select from governance_assignment)")
            .mapTo(Boolean.class)
            .one());
  }

  /** All that is settled, by resource (its id in lower case) and name of the definition. */
  public Map<String, Map<String, Settled>> settled() {
    Map<String, Map<String, Settled>> settled = new HashMap<>();
    jdbi.useTransaction(handle -> {
      try (var rows = handle.createQuery(COLUMNS).setFetchSize(1_000).map(ASSIGNMENT).stream()) {
        rows.forEach(one ->
            settled
                .computeIfAbsent(one.resourceId().toLowerCase(Locale.ROOT), id -> new HashMap<>(4))
                .put(one.recommendation(), settled(one)));
      }
    });
    return settled;
  }

  /** What is settled of one resource, by name of the definition. */
  public Map<String, Settled> settled(ResourceId resource) {
    Map<String, Settled> settled = new HashMap<>();
    jdbi.useHandle(handle ->
        handle
            .select(COLUMNS + "where r.folded_id = ?", resource.folded())
            .map(ASSIGNMENT)
            .forEach(one -> settled.put(one.recommendation(), settled(one))));
    return settled;
  }

  private static Settled settled(StoredGovernanceAssignment one) {
    return new Settled(
        one.since(),
        one.byHand()
            ? Optional.of(new GovernanceAssignment(one.owner(), one.due(), one.gracePeriod()))
            : Optional.empty());
  }
}
