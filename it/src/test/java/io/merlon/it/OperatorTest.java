package io.merlon.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import io.merlon.testing.ProjectFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What those who run a server do with it: principals, limits, figures, audit, help from others. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorTest {
  private static final String PRINCIPAL = "/providers/Merlon.Identity/servicePrincipals/scanner";
  @TempDir static Path folder;
  private static ServerProcess server;
  private static final Set<String> SECRETS = new HashSet<>();
  private static final Set<String> TELEMETRY = ConcurrentHashMap.newKeySet();

  @BeforeAll
  static void start() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    Path key = folder.resolve("own.key");
    Path certificate = folder.resolve("own.pem");
    makeCertificate(key, certificate);
    server =
        ServerProcess.start(
            folder.resolve("data"),
            "--admin=root.of-all",
            "--certificate=" + certificate,
            "--key=" + key,
            "--requests-per-second=5",
            "--telemetry=http://localhost:" + collector().getAddress().getPort());
    SECRETS.add(server.secret());
    SECRETS.add(server.token());
  }

  /** An OpenTelemetry collector that keeps where it was written to. */
  private static HttpServer collector() throws IOException {
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/",
        exchange -> {
          TELEMETRY.add(exchange.getRequestURI().getPath());
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    return collector;
  }

  private static void makeCertificate(Path key, Path certificate) throws Exception {
    assertThat(
            new ProcessBuilder(
                    "openssl",
                    "req",
                    "-x509",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:prime256v1",
                    "-nodes",
                    "-days",
                    "2",
                    "-subj",
                    "/CN=localhost",
                    "-addext",
                    "subjectAltName=DNS:localhost",
                    "-keyout",
                    key.toString(),
                    "-out",
                    certificate.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.out").toFile())
                .start()
                .waitFor())
        .isZero();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Waits where the low limit of this server says so. */
  private static ServerProcess.Answer patiently(String method, String path, String body)
      throws Exception {
    while (true) {
      ServerProcess.Answer answer =
          server.send(
              method, path, Optional.of(body).filter(text -> !text.isEmpty()), server.token());
      if (answer.status() != 429) {
        return answer;
      }
      TimeUnit.MILLISECONDS.sleep(300);
    }
  }

  @Test
  @Order(1)
  void ofSeveralSecretsEachSignsInUntilItIsTakenAway() throws Exception {
    assertThat(patiently("PUT", PRINCIPAL, "{}").status()).isEqualTo(201);
    Value first = patiently("POST", PRINCIPAL + "/secrets", "{}").json();
    Value second = patiently("POST", PRINCIPAL + "/secrets", "{}").json();
    for (Value one : List.of(first, second)) {
      SECRETS.add(one.get("secretText").textOr(""));
      assertThat(server.token("scanner", one.get("secretText").textOr(""))).isNotEmpty();
    }
    String listed = patiently("GET", PRINCIPAL + "/secrets", "").text();
    assertThat(listed).contains("endDateTime").doesNotContain("secretText");
    assertThat(patiently("DELETE", first.get("id").textOr(""), "").status()).isEqualTo(200);
    assertThat(server.token("scanner", first.get("secretText").textOr(""))).isEmpty();
    assertThat(server.token("scanner", second.get("secretText").textOr(""))).isNotEmpty();
    assertThat(
            patiently(
                    "POST",
                    PRINCIPAL + "/secrets",
                    "{\"properties\":{\"endDateTime\":\"2020-01-01T00:00:00Z\"}}")
                .status())
        .isEqualTo(400);
    String token = server.token("scanner", second.get("secretText").textOr(""));
    SECRETS.add(token);
    assertThat(server.send("GET", PRINCIPAL, Optional.empty(), token).status()).isEqualTo(403);
    assertThat(patiently("DELETE", PRINCIPAL, "").status()).isEqualTo(200);
    assertThat(server.token("scanner", second.get("secretText").textOr(""))).isEmpty();
  }

  @Test
  @Order(2)
  void figuresAreForThoseWhoMayReadEverything() throws Exception {
    assertThat(server.send("GET", "/prometheus", Optional.empty(), "").status()).isEqualTo(401);
    String figures = patiently("GET", "/prometheus", "").text();
    assertThat(figures)
        .contains("merlon_secure_score_percentage")
        .contains("merlon_resources")
        .contains("http_server_requests_seconds_count");
    assertThat(server.send("GET", "/health/readiness", Optional.empty(), "").status())
        .isEqualTo(200);
  }

  @Test
  @Order(3)
  void whoAsksTooOftenIsToldWhenToComeBack() throws Exception {
    int refused = 0;
    for (int i = 0; i < 150 && refused == 0; i++) {
      ServerProcess.Answer answer = server.get("/tenants");
      refused += answer.status() == 429 ? 1 : 0;
      assertThat(answer.status()).isIn(200, 429);
      if (answer.status() == 429) {
        assertThat(answer.json().get("error").get("code").textOr("")).isEqualTo("TooManyRequests");
      }
    }
    assertThat(refused).isEqualTo(1);
    assertThat(patiently("GET", "/tenants", "").status()).isEqualTo(200);
  }

  @Test
  @Order(4)
  void aPortInUseIsOneLine() throws Exception {
    Process second =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                ProjectFolder.root().resolve("server/target/app") + "/*",
                "io.merlon.server.Up",
                "--data=" + folder.resolve("second"),
                "--port=" + server.address().replaceAll(".*:", ""))
            .redirectErrorStream(true)
            .start();
    String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(second.waitFor()).isEqualTo(3);
    assertThat(said.lines()).singleElement().asString().contains("cannot listen on", "--port");
  }

  @Test
  @Order(5)
  void theAuditLogIsCheckedAndExportedWhileTheServerRuns() throws Exception {
    MerlonProcess verified =
        MerlonProcess.maintain(folder, "audit", "verify", "--data", server.data().toString());
    assertThat(verified.exitCode()).as(verified.err()).isZero();
    assertThat(verified.out()).contains("the audit log holds");
    MerlonProcess exported =
        MerlonProcess.maintain(folder, "audit", "export", "--data", server.data().toString());
    List<Value> entries = exported.out().lines().map(Json::parse).toList();
    assertThat(entries.getFirst().get("action").textOr("")).isEqualTo("administrator's secret");
    assertThat(entries)
        .anySatisfy(entry -> {
          assertThat(entry.get("action").textOr("")).startsWith("POST merlon.identity");
          assertThat(entry.get("outcome").textOr("")).isEqualTo("201");
        })
        // what was refused is in it too
        .anySatisfy(entry -> assertThat(entry.get("outcome").textOr("")).isEqualTo("400"));
  }

  @Test
  @Order(6)
  void neitherLogNorBundleHoldsASecret() throws Exception {
    Path bundle = folder.resolve("bundle.zip");
    Files.writeString(
        server.data().resolve("server.log"),
        "client_secret=%s Bearer %s%n".formatted("not-known-to-anybody", server.token()),
        java.nio.file.StandardOpenOption.APPEND);
    MerlonProcess made =
        MerlonProcess.maintain(
            folder,
            "support-bundle",
            "--data",
            server.data().toString(),
            "--output",
            bundle.toString());
    assertThat(made.exitCode()).as(made.err()).isZero();
    Map<String, String> files = files(bundle);
    assertThat(files).containsKeys("versions.txt", "health.txt", "logs/server.log");
    assertThat(files.get("health.txt"))
        .contains("server: running", "10 principal secrets", "audit_entry");
    assertThat(files.get("logs/server.log")).contains("started: data");
    for (String secret : secrets()) {
      files.forEach((name, text) -> assertThat(text).as(name).doesNotContain(secret));
    }
    assertThat(files.get("logs/server.log")).doesNotContain("not-known-to-anybody");
    String log = Files.readString(server.data().resolve("server.log"));
    String ours = log.substring(0, log.indexOf("client_secret="));
    for (String secret : secrets()) {
      assertThat(ours).doesNotContain(secret);
    }
  }

  /** All that was made here, and all that the server keeps as secrets. */
  private static Set<String> secrets() throws IOException {
    Set<String> all = new HashSet<>(SECRETS);
    try (Stream<Path> kept = Files.list(server.data().resolve("secrets"))) {
      for (Path file : kept.filter(one -> !one.toString().endsWith(".p12")).toList()) {
        Files.readString(file).lines().filter(line -> line.length() > 7).forEach(all::add);
      }
    }
    return all;
  }

  private static Map<String, String> files(Path bundle) throws IOException {
    Map<String, String> files = new java.util.HashMap<>();
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      for (var entry : new ArrayList<>(java.util.Collections.list(zip.entries()))) {
        try (InputStream input = zip.getInputStream(entry)) {
          files.put(entry.getName(), new String(input.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return files;
  }

  @Test
  @Order(7)
  void aChangedEntryIsNamedAlsoWhenNoServerRuns() throws Exception {
    var address = server.database();
    Jdbi.create(address.url(), address.user(), address.password())
        .useHandle(handle -> {
          handle.execute("alter table audit_entry disable trigger all");
          handle.execute("update audit_entry set who = 'somebody else' where number = 3");
        });
    server.close();
    MerlonProcess verified =
        MerlonProcess.maintain(folder, "audit", "verify", "--data", server.data().toString());
    assertThat(verified.exitCode()).as(verified.err()).isEqualTo(1);
    assertThat(verified.out()).contains("entry 3 does not follow");
  }

  @Test
  @Order(8)
  void providersListTheirTypes() throws Exception {
    server.restart();
    Value page =
        patiently("GET", "/subscriptions/66666666-2222-3333-4444-555555555555/providers", "")
            .json();
    assertThat(((ArrayValue) page.get("value")).items())
        .anySatisfy(
            one -> assertThat(one.get("namespace").textOr("")).isEqualTo("microsoft.security"));
  }

  @Test
  @Order(9)
  void tracesAndMetricsGoToTheCollectorThatWasNamed() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!TELEMETRY.contains("/v1/traces")) {
      assertThat(System.nanoTime()).as("a trace arrives in time").isLessThan(end);
      assertThat(patiently("GET", "/tenants", "").status()).isEqualTo(200);
    }
    // what was counted is sent at the end, if not before
    server.close();
    assertThat(TELEMETRY).contains("/v1/metrics");
  }
}
