package io.merlon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on a real PostgreSQL: the one that Merlon brings. */
class StoreTest {
  private static final String GROUP = "/subscriptions/S1/resourceGroups/g/providers/";
  @TempDir static Path data;
  private static EmbeddedPostgres postgres;
  private static Database database;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start(data);
    database = Database.open(postgres.address());
  }

  @AfterAll
  static void stop() {
    database.close();
    postgres.close();
  }

  private static Resource resource(String name, String colour) {
    String id = GROUP + "Microsoft.Storage/storageAccounts/" + name;
    return new Resource(
        ResourceId.of(id),
        ResourceType.of("Microsoft.Storage/storageAccounts"),
        ObjectValue.builder()
            .put("id", id)
            .put("type", "Microsoft.Storage/storageAccounts")
            .put("colour", colour)
            .build());
  }

  @Test
  void aResourceIsFoundWhateverTheCaseOfItsId() {
    database.resources().put(List.of(resource("Alpha", "red")));
    ResourceId other =
        ResourceId.of(resource("ALPHA", "").id().text().replace("subscriptions", "SUBSCRIPTIONS"));
    assertThat(database.resources().find(other))
        .hasValueSatisfying(
            found -> assertThat(found.document().get("colour").textOr("")).isEqualTo("red"));
    assertThat(database.resources().delete(other)).containsExactly(other);
    assertThat(database.resources().find(other)).isEmpty();
    assertThat(database.resources().delete(other)).isEmpty();
  }

  @Test
  void pagesJoinToTheWholeList() {
    List<Resource> all = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      all.add(resource("page%02d".formatted(i), "blue"));
    }
    database.resources().put(all);
    List<String> names = new ArrayList<>();
    String after = "";
    int pages = 0;
    do {
      Page<Resource> page = database.resources().list("/subscriptions/s1", "", after, 10);
      page.items().forEach(one -> names.add(one.name()));
      after = page.next().orElse("");
      pages++;
    } while (!after.isEmpty());
    assertThat(names)
        .hasSize((int) database.resources().count())
        .doesNotHaveDuplicates()
        .isSorted();
    assertThat(pages).isEqualTo((names.size() + 9) / 10);
  }

  @Test
  void aDocumentIsCreatedOnceAndThenReplaced() {
    ObjectValue first = ObjectValue.builder().put("a", 1).build();
    assertThat(database.documents().put("/x", "t", first)).isTrue();
    ObjectValue second = ObjectValue.builder().put("a", 2).build();
    assertThat(database.documents().put("/x", "t", second)).isFalse();
    assertThat(database.documents().list("t", "/")).containsExactly(second);
  }

  @Test
  void theAuditLogHoldsAndTamperingShows() {
    AuditLog audit = database.audit();
    for (int i = 0; i < 5; i++) {
      audit.append(Instant.now(), "admin", "write", "/thing/" + i, "127.0.0.1", "200");
    }
    long entries = audit.verify().entries();
    assertThat(audit.verify().broken()).isEmpty();
    Jdbi jdbi =
        Jdbi.create(
            postgres.address().url(), postgres.address().user(), postgres.address().password());
    assertThatThrownBy(
            () -> jdbi.useHandle(handle -> handle.execute("update audit_entry set who = 'nobody'")))
        .hasMessageContaining("append-only");
    jdbi.useHandle(handle -> {
      handle.execute("alter table audit_entry disable trigger all");
      handle.execute("update audit_entry set who = 'nobody' where number = ?", entries - 1);
    });
    assertThat(audit.verify().broken()).contains(entries - 1);
    jdbi.useHandle(handle ->
        handle.execute("update audit_entry set who = 'admin' where number = ?", entries - 1));
    assertThat(audit.verify().broken()).isEmpty();
  }

  @Test
  void whatWasAcknowledgedOutlivesTheDatabaseProcess() throws Exception {
    for (int round = 0; round < 3; round++) {
      database.resources().put(List.of(resource("kept" + round, "green")));
      long killed = postgres.pid();
      assertThat(ProcessHandle.of(killed).orElseThrow().destroyForcibly()).isTrue();
      awaitAnotherThan(killed);
      assertThat(database.resources().find(resource("kept" + round, "").id())).isPresent();
    }
  }

  private static void awaitAnotherThan(long killed) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < end) {
      if (pidOrNone() != killed && database.isReachable()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("the database was not started again within 30 s");
  }

  private static long pidOrNone() {
    try {
      return postgres.pid();
    } catch (IOException betweenTwo) {
      return -1;
    }
  }

  @Test
  void itDoesNotRunAsRootAndItsPasswordIsPrivate() throws IOException {
    String owner = ProcessHandle.of(postgres.pid()).flatMap(one -> one.info().user()).orElseThrow();
    assertThat(owner).isNotEqualTo("root");
    Path password = data.resolve("secrets").resolve("database-password");
    assertThat(Files.getPosixFilePermissions(password)).hasSize(2);
  }

  @Test
  void anOldHistoryIsThinnedAndKeepsTheLastOfEachSpan() {
    Jdbi jdbi =
        Jdbi.create(
            postgres.address().url(), postgres.address().user(), postgres.address().password());
    jdbi.useHandle(handle ->
        handle.execute(
            """
            insert into score (subscription, at, points, max, percentage, weight)
            select 'thin', timestamptz '2026-03-10 12:00Z' - make_interval(mins => n), n, 100, 0, 1
            from generate_series(0, 100 * 1440) n\
            """));
    database.scores().thin(Instant.parse("2026-03-10T12:00:00Z"));
    List<ScoreStore.ScoreAt> kept = database.scores().history("thin", 10_000);
    assertThat(kept.getFirst().points()).isZero();
    // an hour of minutes, two days of ten minutes, 33 days of hours, 65 days of days
    assertThat(kept.size()).isBetween(60 + 280 + 780 + 64, 60 + 290 + 800 + 68);
    assertThat(kept)
        .anySatisfy(one -> {
          assertThat(one.at()).isEqualTo(Instant.parse("2026-01-01T23:59:00Z"));
        });
    database.scores().thin(Instant.parse("2026-03-10T12:00:00Z"));
    assertThat(database.scores().history("thin", 10_000)).isEqualTo(kept);
  }
}
