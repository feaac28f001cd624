package io.merlon.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The secure score over time: a row for each change, thinned with age. Of a minute the last row
 * stays, of an hour after {@value #MINUTES_FOR_DAYS} days, of a day after {@value #HOURS_FOR_DAYS}.
 */
public final class ScoreStore {
  static final int MINUTES_FOR_DAYS = 2;
  static final int HOURS_FOR_DAYS = 60;

  private final Jdbi jdbi;

  ScoreStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A score from this time on. */
  public record ScoreAt(Instant at, double points, int max, double percentage, long weight) {}

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

  /** Leaves of each minute, hour or day, by its age, only how it ended. */
  static void thin(Handle handle, Instant now) {
    handle
        .createUpdate(
            """
            delete from score old using (
              select subscription, at, lead(at) over (partition by subscription order by at) as next
              from score) later
            where later.subscription = old.subscription and later.at = old.at
              and date_trunc(
                case when old.at < :now - make_interval(days => :hours) then 'day'
                     when old.at < :now - make_interval(days => :minutes) then 'hour'
                     else 'minute' end, old.at, 'UTC')
              = date_trunc(
                case when old.at < :now - make_interval(days => :hours) then 'day'
                     when old.at < :now - make_interval(days => :minutes) then 'hour'
                     else 'minute' end, later.next, 'UTC')\
            """)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("hours", HOURS_FOR_DAYS)
        .bind("minutes", MINUTES_FOR_DAYS)
        .execute();
  }
}
