package io.merlon.store;

import io.merlon.posture.PostureReport;
import io.merlon.posture.StandardCompliance;
import io.merlon.posture.SubscriptionScore;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The secure score and compliance over time: one row whenever they changed. With age they are
 * thinned to the last of each ten minutes, hour and day, so that the history stays small however
 * often things change.
 */
public final class ScoreStore {
  private static final String THINNING =
      """
      delete from %1$s t using (
        select %2$s as series, at, row_number() over (
          partition by %2$s, age.step, date_bin(age.step, at, timestamptz 'epoch')
          order by at desc) as place
        from %1$s, lateral (select case
            when at > cast(:now as timestamptz) - interval '1 hour' then null
            when at > cast(:now as timestamptz) - interval '2 days' then interval '10 minutes'
            when at > cast(:now as timestamptz) - interval '35 days' then interval '1 hour'
            else interval '1 day' end as step) age
        where age.step is not null) old
      where t.%2$s = old.series and t.at = old.at and old.place > 1\
      """;

  private final Jdbi jdbi;

  ScoreStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A score from this time on. */
  public record ScoreAt(Instant at, double points, int max, double percentage, long weight) {}

  /** How far a standard is met from this time on. */
  public record StandardAt(
      Instant at, int passed, int failed, int skipped, int manual, double percentage) {}

  /**
   * How the score moved, the latest first.
   *
   * @param subscription its id in lower case; empty for the whole
   */
  public List<ScoreAt> history(String subscription, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .select(
                "select at, points, max, percentage, weight from score where subscription = ?"
                    + " order by at desc limit ?",
                subscription,
                limit)
            .map((row, context) ->
                new ScoreAt(
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getDouble("points"),
                    row.getInt("max"),
                    row.getDouble("percentage"),
                    row.getLong("weight")))
            .list());
  }

  /**
   * How a standard was met, the latest first.
   *
   * @param assignment the id of its assignment
   */
  public List<StandardAt> standardHistory(String assignment, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .select(
                "select at, passed, failed, skipped, manual, percentage from standard_score"
                    + " where standard = ? order by at desc limit ?",
                assignment,
                limit)
            .map((row, context) ->
                new StandardAt(
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getInt("passed"),
                    row.getInt("failed"),
                    row.getInt("skipped"),
                    row.getInt("manual"),
                    row.getDouble("percentage")))
            .list());
  }

  /** Leaves of what is old only so much as a curve needs. */
  public void thin(Instant now) {
    jdbi.useTransaction(handle -> {
      for (String statement :
          List.of(
              THINNING.formatted("score", "subscription"),
              THINNING.formatted("standard_score", "standard"))) {
        handle.createUpdate(statement).bind("now", now).execute();
      }
    });
  }

  /** Writes what moved. */
  static void insert(Handle handle, Instant at, PostureReport report) {
    insertScores(handle, at, report);
    insertStandards(handle, at, report);
  }

  private static void insertScores(Handle handle, Instant at, PostureReport report) {
    var batch =
        handle.prepareBatch(
            """
            with moved as (
            insert into score (subscription, at, points, max, percentage, weight)
            select :subscription, :at, :points, :max, :percentage, :weight
            where not exists (
              select from (
                select * from score where subscription = :subscription order by at desc limit 1) last
              where (last.points, last.max, last.percentage, last.weight)
                = (:points, :max, :percentage, :weight))
            on conflict do nothing
            returning *)
            insert into export_outbox (target, at, source, document)
            select t.target, moved.at, 'SecureScores', jsonb_build_object(
              'subscription', moved.subscription, 'current', moved.points, 'max', moved.max,
              'percentage', moved.percentage, 'weight', moved.weight)
            from moved join export_target t on 'SecureScores' = any (t.sources)\
            """);
    long weight = 0;
    for (SubscriptionScore one : report.subscriptions()) {
      weight += one.weight();
      if (!one.subscription().isEmpty()) {
        batch
            .bind("subscription", one.subscription())
            .bind("at", at)
            .bind("points", one.score().current())
            .bind("max", one.score().max())
            .bind("percentage", one.score().percentage())
            .bind("weight", one.weight())
            .add();
      }
    }
    batch
        .bind("subscription", "")
        .bind("at", at)
        .bind("points", report.score().current())
        .bind("max", report.score().max())
        .bind("percentage", report.score().percentage())
        .bind("weight", weight)
        .add();
    batch.execute();
  }

  private static void insertStandards(Handle handle, Instant at, PostureReport report) {
    if (report.standards().isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            """
            insert into standard_score (standard, at, passed, failed, skipped, manual, percentage)
            select :standard, :at, :passed, :failed, :skipped, :manual, :percentage
            where not exists (
              select from (
                select * from standard_score where standard = :standard order by at desc limit 1) last
              where (last.passed, last.failed, last.skipped, last.manual)
                = (:passed, :failed, :skipped, :manual))
            on conflict do nothing\
            """);
    for (StandardCompliance one : report.standards()) {
      batch
          .bind("standard", one.assignment())
          .bind("at", at)
          .bind("passed", one.passed())
          .bind("failed", one.failed())
          .bind("skipped", one.skipped())
          .bind("manual", one.manual())
          .bind("percentage", one.percentage())
          .add();
    }
    batch.execute();
  }
}
