package io.merlon.store;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What is to be delivered to others. Changes put it here in their own transaction, so that nothing
 * is lost whoever dies; it stays until it is said to be done.
 */
public final class ExportStore {
  private static final String OF_ASSESSMENTS =
      """
      insert into export_outbox (target, at, source, document)
      select t.target, :at, 'Assessments', jsonb_build_object(
        'activity', c.activity, 'resourceId', r.id,
        'recommendation', n.name, 'status', c.status, 'cause', c.cause,
        'causeDetail', c.cause_detail, 'firstSeen', c.first_seen,
        'statusChanged', c.status_changed)
      from changed c
      join resource r on r.key = c.resource
      join recommendation n on n.number = c.recommendation
      join export_target t on 'Assessments' = any (t.sources)\
      """;
  private static final List<String> COLUMNS =
      List.of(
          "resource",
          "recommendation",
          "status",
          "cause",
          "cause_detail",
          "first_seen",
          "status_changed");

  private final Jdbi jdbi;

  ExportStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Whether somebody wants to know of changed assessments. */
  static boolean wantsAssessments(Handle handle) {
    return handle
        .select("select exists (select from export_target where 'Assessments' = any (sources))")
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * A statement that changes assessments and tells who wants to know; it needs {@code :at}.
   *
   * @param statement an insert, update or delete on {@code assessment}
   * @param table the name that it has for that table
   * @param activity what happens to each, in SQL
   */
  static String telling(String statement, String table, String activity) {
    StringBuilder columns =
        new StringBuilder(" returning ").append(activity).append(" as activity");
    for (String column : COLUMNS) {
      columns.append(", ").append(table).append('.').append(column);
    }
    return "with changed as (" + statement + columns + ") " + OF_ASSESSMENTS;
  }

  /** Makes these the targets, each with the sources that it wants; others are forgotten. */
  public void setTargets(Map<String, Set<String>> targets) {
    jdbi.useTransaction(handle -> {
      handle
          .createUpdate("delete from export_target where target != all (:kept)")
          .bindArray("kept", String.class, targets.keySet().toArray())
          .execute();
      targets.forEach((target, sources) ->
          handle
              .createUpdate(
                  """
                  insert into export_target (target, sources) values (:target, :sources)
                  on conflict (target) do update set sources = excluded.sources
                  where export_target.sources is distinct from excluded.sources\
                  """)
              .bind("target", target)
              .bindArray("sources", String.class, sources.stream().sorted().toArray())
              .execute());
    });
  }

  /** What is to be delivered to a target, the oldest first. */
  public List<ExportItem> pending(String target, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .select(
                "select number, at, source, document from export_outbox where target = ?"
                    + " order by number limit ?",
                target,
                limit)
            .map((row, context) ->
                new ExportItem(
                    row.getLong("number"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("source"),
                    (ObjectValue) Json.parse(row.getBytes("document"))))
            .list());
  }

  /** Says that these were delivered. */
  public void done(Collection<ExportItem> delivered) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate("delete from export_outbox where number = any (:numbers)")
            .bindArray("numbers", Long.class, delivered.stream().map(ExportItem::number).toArray())
            .execute());
  }

  /** Forgets what is older than this, and says how much that was. */
  public int forgetBefore(Instant time) {
    return jdbi.withHandle(
        handle -> handle.execute("delete from export_outbox where at < ?", time));
  }

  /**
   * How far the snapshots of a target are.
   *
   * @param begun when the latest was begun; nothing before the first
   * @param after where it has come to; nothing when it is complete
   */
  public record Snapshot(Optional<Instant> begun, Optional<String> after) {}

  public Snapshot snapshot(String target) {
    return jdbi.withHandle(handle ->
        handle
            .select(
                "select snapshot_begun, snapshot_after from export_target where target = ?", target)
            .map((row, context) ->
                new Snapshot(
                    Optional.ofNullable(row.getObject("snapshot_begun", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                    Optional.ofNullable(row.getString("snapshot_after"))))
            .findOne()
            .orElse(new Snapshot(Optional.empty(), Optional.empty())));
  }

  public void setSnapshot(String target, Snapshot snapshot) {
    jdbi.useHandle(handle ->
        handle.execute(
            "update export_target set snapshot_begun = ?, snapshot_after = ? where target = ?",
            snapshot.begun().orElse(null),
            snapshot.after().orElse(null),
            target));
  }
}
