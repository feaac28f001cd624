package io.merlon.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.posture.SubscriptionScore;
import io.merlon.store.AuditEntry;
import io.merlon.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server, its database or both are killed at random moments under a stream of writes; {@code
 * -Dmerlon.kills=100} for more of it.
 */
class KillTest {
  private static final int KILLS = Integer.getInteger("merlon.kills", 6);
  private static final long SEED = Long.getLong("merlon.seed", 20_261_125L);
  private static final String SUBSCRIPTION = "/subscriptions/22222222-2222-3333-4444-555555555555";
  private static final String GROUP =
      SUBSCRIPTION + "/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/";
  @TempDir static Path folder;

  /** What dies; the third time both at once. */
  private enum Victim {
    SERVER,
    DATABASE,
    BOTH;

    boolean isServer() {
      return this != DATABASE;
    }

    boolean isDatabase() {
      return this != SERVER;
    }
  }

  @Test
  void nothingAcknowledgedIsLostAndNothingIsHalfDone() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    Random random = new Random(SEED);
    Map<String, WriteStream.Account> accounts = Map.of();
    try (ServerProcess server = ServerProcess.start(folder.resolve("data"))) {
      for (int round = 0; round < KILLS; round++) {
        Victim victim = Victim.values()[round % 3];
        try (WriteStream stream = new WriteStream(server, GROUP, accounts, random)) {
          stream.awaitWrites();
          TimeUnit.MILLISECONDS.sleep(random.nextInt(700));
          if (victim.isDatabase()) {
            killDatabase(server);
          }
          if (victim.isServer()) {
            server.kill();
          }
          accounts = stream.stop();
        }
        if (victim.isServer()) {
          server.restart();
        }
        awaitAnswer(server);
        System.out.printf("killed %s, %d of %d%n", victim, round + 1, KILLS);
        String where = "round %d, seed %d, %s killed".formatted(round, SEED, victim);
        try (Database database = Database.connect(server.database())) {
          checkAccounts(database, accounts, where);
          checkAudit(server, database, accounts, where);
          awaitRightAssessment(server, database, where);
        }
      }
    }
  }

  private static void killDatabase(ServerProcess server) throws IOException {
    try (Stream<Path> files =
        Files.find(server.data(), 4, (path, _) -> path.endsWith("postmaster.pid"))) {
      Path file = files.findFirst().orElseThrow();
      long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static void awaitAnswer(ServerProcess server) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (server.get("/subscriptions").status() != 200) {
      assertThat(System.nanoTime()).as("the server answers again in time").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static void checkAccounts(
      Database database, Map<String, WriteStream.Account> accounts, String where) {
    accounts.forEach((name, account) -> {
      int number =
          database
              .resources()
              .find(ResourceId.of(GROUP + name))
              .map(Resource::document)
              .map(document -> Integer.parseInt(document.get("tags").get("number").textOr("-1")))
              .orElse(0);
      assertThat(account.mayBe(number))
          .as("%s: %s stands at %d: %s", where, name, number, account)
          .isTrue();
    });
  }

  /** The chain holds, and there is an entry for each change and a change for each entry. */
  private static void checkAudit(
      ServerProcess server,
      Database database,
      Map<String, WriteStream.Account> accounts,
      String where)
      throws IOException {
    assertThat(database.audit().verify().broken()).as(where).isEmpty();
    Map<String, Integer> entries = new HashMap<>();
    database
        .audit()
        .forEach(link -> {
          AuditEntry entry = link.entry();
          if (entry.outcome().equals("200") || entry.outcome().equals("201")) {
            entries.merge(entry.target().toLowerCase(Locale.ROOT), 1, Integer::sum);
          }
          return true;
        });
    Map<String, Integer> changes = changes(server);
    accounts.forEach((name, account) -> {
      String id = (GROUP + name).toLowerCase(Locale.ROOT);
      assertThat(entries.getOrDefault(id, 0))
          .as("%s: audit entries of %s: %s", where, name, account)
          .isEqualTo(changes.getOrDefault(id, 0))
          .isBetween(account.changes(), account.asked());
    });
  }

  private static Map<String, Integer> changes(ServerProcess server) throws IOException {
    var address = server.database();
    return Jdbi.create(address.url(), address.user(), address.password())
        .withHandle(handle ->
            handle
                .createQuery("select folded_id, count(*) as n from resource_change group by 1")
                .reduceRows(
                    new HashMap<>(),
                    (counts, row) -> {
                      counts.put(
                          row.getColumn("folded_id", String.class),
                          row.getColumn("n", Integer.class));
                      return counts;
                    }));
  }

  /** At rest, what is stored and what the API says are what a pass over everything gives. */
  private static void awaitRightAssessment(ServerProcess server, Database database, String where)
      throws Exception {
    FullPass wanted = FullPass.over(database);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!FullPass.stored(database).equals(wanted.statuses())) {
      if (System.nanoTime() > end) {
        assertThat(FullPass.stored(database)).as(where).isEqualTo(wanted.statuses());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    double points =
        wanted.report().subscriptions().stream()
            .filter(one -> SUBSCRIPTION.endsWith(one.subscription()))
            .filter(one -> !one.subscription().isEmpty())
            .map(SubscriptionScore::score)
            .findFirst()
            .orElseThrow()
            .current();
    String shown =
        server
            .get(SUBSCRIPTION + "/providers/Microsoft.Security/secureScores/ascScore")
            .json()
            .get("properties")
            .get("score")
            .get("current")
            .toString();
    assertThat(Double.parseDouble(shown)).as(where).isEqualTo(points, within());
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(0.005);
  }
}
