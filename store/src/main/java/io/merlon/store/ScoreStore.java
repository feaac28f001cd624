package io.merlon.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The secure score over time. */
public final class ScoreStore {
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
}
