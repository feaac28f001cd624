package io.merlon.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.store.EmbeddedPostgres;
import io.merlon.testing.TrustingClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server on a PostgreSQL that others run, which comes and goes ({@code -Dmerlon.away.seconds=60}
 * for longer), and a second issuer, which is another Merlon.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExternalPartsTest {
  private static final long AWAY_SECONDS = Long.getLong("merlon.away.seconds", 3);
  private static final long ANSWER_SECONDS = 30;
  private static final String SUBSCRIPTION = "/subscriptions/33333333-2222-3333-4444-555555555555";
  private static final String ACCOUNTS =
      SUBSCRIPTION + "/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/";
  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;
  private static PausableProxy network;
  private static ServerProcess issuer;
  private static ServerProcess server;

  @BeforeAll
  static void start() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    Path databaseFolder = Files.createDirectory(folder.resolve("elsewhere"));
    postgres = EmbeddedPostgres.start(databaseFolder);
    String url = postgres.address().url();
    network = new PausableProxy(Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1")));
    issuer = ServerProcess.start(folder.resolve("issuer"));
    server =
        ServerProcess.start(
            folder.resolve("data"),
            Map.of(
                "MERLON_DATABASE_USER", postgres.address().user(),
                "MERLON_DATABASE_PASSWORD", postgres.address().password()),
            "-Djavax.net.ssl.trustStore=" + trust(issuer.certificate()),
            "-Djavax.net.ssl.trustStorePassword=changeit",
            "--database-url",
            "jdbc:postgresql://127.0.0.1:" + network.port() + "/postgres",
            "--issuer",
            issuer.address() + "/adfs",
            "--audience",
            issuer.address(),
            "--demo=100");
  }

  private static Path trust(Path certificate) throws Exception {
    Path file = folder.resolve("trust.p12");
    try (var output = Files.newOutputStream(file)) {
      TrustingClient.trustStore(certificate).store(output, "changeit".toCharArray());
    }
    return file;
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    issuer.close();
    network.close();
    postgres.close();
  }

  private static int put(String name) throws IOException, InterruptedException {
    return server
        .put(
            ACCOUNTS + name,
            "{\"location\":\"westeurope\",\"properties\":{\"supportsHttpsTrafficOnly\":false}}")
        .status();
  }

  private static void awaitAssessed(String name) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    String path =
        ACCOUNTS + name + "/providers/Microsoft.Security/assessments/azure-storage-https-only";
    while (server.get(path).status() != 200) {
      assertThat(System.nanoTime()).as("%s is assessed in time", name).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  @Test
  @Order(1)
  void anExternalDatabaseKeepsEverything() throws Exception {
    assertThat(put("kept")).isEqualTo(201);
    awaitAssessed("kept");
    server.killAndRestart();
    assertThat(server.get(ACCOUNTS + "kept").status()).isEqualTo(200);
    assertThat(server.data().resolve("postgresql")).doesNotExist();
  }

  @Test
  @Order(2)
  void anotherIssuersTokenMeansWhatItsRolesSay() throws Exception {
    String foreign = issuer.token("admin", issuer.secret());
    assertThat(foreign).isNotEmpty();
    // known, but nobody gave it a role here
    ServerProcess.Answer refused = server.send("GET", ACCOUNTS + "kept", Optional.empty(), foreign);
    assertThat(refused.status()).isEqualTo(403);
    String principal = refused.text().replaceAll(".*The client '([^']+)'.*", "$1");
    assertThat(
            server
                .put(
                    SUBSCRIPTION + "/providers/Microsoft.Authorization/roleAssignments/reader",
                    """
                    {"properties":{"principalId":"%s","roleDefinitionId":
                     "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"}}\
                    """
                        .formatted(principal))
                .status())
        .isEqualTo(201);
    assertThat(server.send("GET", ACCOUNTS + "kept", Optional.empty(), foreign).status())
        .isEqualTo(200);
    assertThat(server.send("DELETE", ACCOUNTS + "kept", Optional.empty(), foreign).status())
        .isEqualTo(403);
    // this one does not trust anybody else
    assertThat(issuer.send("GET", "/subscriptions", Optional.empty(), server.token()).status())
        .isEqualTo(401);
  }

  @Test
  @Order(3)
  void aNetworkThatStandsStillIsToldAndForgiven() throws Exception {
    network.pause();
    try {
      mustBeAway();
    } finally {
      network.resume();
    }
    mustRecover("after-pause");
  }

  @Test
  @Order(4)
  void aCutNetworkIsToldAndForgiven() throws Exception {
    network.cut();
    try {
      mustBeAway();
    } finally {
      network.mend();
    }
    mustRecover("after-cut");
  }

  @Test
  @Order(5)
  void aDatabaseThatIsStoppedInItsTracksIsToldAndForgiven() throws Exception {
    List<String> processes = new ArrayList<>(List.of(Long.toString(postgres.pid())));
    ProcessHandle.of(postgres.pid())
        .orElseThrow()
        .descendants()
        .forEach(one -> processes.add(Long.toString(one.pid())));
    signal("-STOP", processes);
    try {
      mustBeAway();
    } finally {
      signal("-CONT", processes);
    }
    mustRecover("after-stop");
  }

  @Test
  @Order(6)
  void aKilledDatabaseIsToldAndForgiven() throws Exception {
    network.cut();
    assertThat(ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly()).isTrue();
    try {
      mustBeAway();
    } finally {
      network.mend();
    }
    mustRecover("after-kill");
  }

  private static void signal(String which, List<String> processes) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", which));
    command.addAll(processes);
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }

  /** Reads, writes and signing in get 503 and a reason, and not too late. */
  private static void mustBeAway() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(AWAY_SECONDS);
    do {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        long begin = System.nanoTime();
        List<Future<ServerProcess.Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          String name = "away" + i;
          answers.add(threads.submit(() -> server.get(ACCOUNTS + "kept")));
          answers.add(threads.submit(() -> server.put(ACCOUNTS + name, "{}")));
        }
        answers.add(threads.submit(() -> server.signIn("admin", server.secret())));
        for (Future<ServerProcess.Answer> answer : answers) {
          assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(503);
          assertThat(answer.get().json().get("error").get("code").textOr(""))
              .isEqualTo("ServiceUnavailable");
        }
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(ANSWER_SECONDS));
      }
      // more would be too many requests, which is told differently
      TimeUnit.MILLISECONDS.sleep(500);
    } while (System.nanoTime() < end);
    assertThat(server.send("GET", "/health/readiness", Optional.empty(), "").status())
        .isEqualTo(503);
    assertThat(server.send("GET", "/health/liveness", Optional.empty(), "").status())
        .isEqualTo(200);
  }

  private static void mustRecover(String name) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (put(name) == 503) {
      assertThat(System.nanoTime()).as("the server recovers in time").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(200);
    }
    assertThat(server.get(ACCOUNTS + name).status()).isEqualTo(200);
    awaitAssessed(name);
  }
}
