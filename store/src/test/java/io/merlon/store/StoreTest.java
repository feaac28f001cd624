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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
  void aScanGivesWhatIsAskedForUntilThereIsEnough() {
    database.resources().put(List.of(resource("scan1", "red"), resource("scan2", "red")));
    Set<String> storage = Set.of("microsoft.storage/storageaccounts");
    List<String> names = new ArrayList<>();
    database.resources().scan(storage, Set.of("s1"), one -> names.add(one.name()));
    assertThat(names).contains("scan1", "scan2").isSorted();
    names.clear();
    database.resources().scan(Set.of(), Set.of(), one -> names.add(one.name()) && names.size() < 2);
    assertThat(names).hasSize(2);
    names.clear();
    database.resources().scan(storage, Set.of("other"), one -> names.add(one.name()));
    database.resources().scan(Set.of("x/y"), Set.of(), one -> names.add(one.name()));
    assertThat(names).isEmpty();
    assertThat(database.resources().resourceGroups())
        .contains(
            resource("scan1", "").id().resourceGroupId().map(ResourceId::folded).orElseThrow());
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
  void findingsOfAnAssessmentAreReplacedTogetherAndGoWithTheirResource() {
    Resource machine = resource("machine", "grey");
    SubAssessmentStore store = database.subAssessments();
    assertThat(store.replace(machine.id(), "Flaws", findings("a", "b"))).isFalse();
    database.resources().put(List.of(machine));
    assertThat(store.replace(machine.id(), "Flaws", findings("a", "b"))).isTrue();
    assertThat(store.replace(machine.id(), "other", findings("a"))).isTrue();
    assertThat(store.replace(machine.id(), "FLAWS", findings("b", "c"))).isTrue();
    String id = machine.id().folded();
    assertThat(store.find(id, "flaws", "a")).isEmpty();
    assertThat(store.find(id, "flaws", "c")).isPresent();
    List<String> names = new ArrayList<>();
    String after = "";
    do {
      Page<StoredSubAssessment> page = store.list(id, "", after, 1);
      page.items().forEach(one -> names.add(one.assessment() + "/" + one.finding().name()));
      after = page.next().orElse("");
    } while (!after.isEmpty());
    assertThat(names).containsExactly("flaws/b", "flaws/c", "other/a");
    assertThat(store.list(id, "Other", "", 10).items()).hasSize(1);
    assertThat(store.list(id + "x", "", "", 10).items()).isEmpty();
    database.resources().delete(machine.id());
    assertThat(store.list("", "", "", 10).items()).isEmpty();
  }

  private static List<SubAssessment> findings(String... names) {
    return Stream.of(names)
        .map(name -> new SubAssessment(name, ObjectValue.builder().put("id", name).build()))
        .toList();
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
