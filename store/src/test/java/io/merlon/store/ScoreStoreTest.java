package io.merlon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The score's history stays small however often the score moves. */
class ScoreStoreTest {
  private static final Instant NOW = Instant.parse("2030-06-15T12:00:00Z");
  @TempDir static Path data;
  private static EmbeddedPostgres postgres;
  private static Database database;
  private static Jdbi jdbi;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start(data);
    database = Database.open(postgres.address());
    jdbi =
        Jdbi.create(
            postgres.address().url(), postgres.address().user(), postgres.address().password());
  }

  @AfterAll
  static void stop() {
    database.close();
    postgres.close();
  }

  /** A row every so often, from this long ago on, numbered by its points. */
  private static void moved(String subscription, Duration ago, Duration every, int times) {
    jdbi.useHandle(handle -> {
      var batch = handle.prepareBatch("insert into score values (?, ?, ?, 100, 0, 1)");
      for (int i = 0; i < times; i++) {
        Instant at = NOW.minus(ago).plus(every.multipliedBy(i));
        batch.add(subscription, at.atOffset(ZoneOffset.UTC), i);
      }
      batch.execute();
      ScoreStore.thin(handle, NOW);
    });
  }

  private static List<Double> points(String subscription) {
    return database.scores().history(subscription, 1_000).stream()
        .map(ScoreStore.ScoreAt::points)
        .toList();
  }

  @Test
  void aMinuteKeepsHowItEnded() {
    moved("minutes", Duration.ofHours(1), Duration.ofSeconds(10), 18);
    assertThat(points("minutes")).containsExactly(17.0, 11.0, 5.0);
  }

  @Test
  void anHourKeepsHowItEndedAfterDays() {
    moved("hours", Duration.ofDays(ScoreStore.MINUTES_FOR_DAYS + 1), Duration.ofMinutes(20), 9);
    assertThat(points("hours")).containsExactly(8.0, 5.0, 2.0);
  }

  @Test
  void aDayKeepsHowItEndedAfterMonths() {
    moved("days", Duration.ofDays(ScoreStore.HOURS_FOR_DAYS + 5), Duration.ofHours(6), 8);
    assertThat(points("days")).containsExactly(7.0, 5.0, 1.0);
  }

  @Test
  void thinningAgainChangesNothing() {
    moved("again", Duration.ofHours(2), Duration.ofSeconds(20), 30);
    List<Double> once = points("again");
    jdbi.useHandle(handle -> ScoreStore.thin(handle, NOW));
    assertThat(points("again")).isEqualTo(once);
  }
}
