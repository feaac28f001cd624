package io.merlon.benchmarks;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import io.merlon.store.DatabaseAddress;
import io.merlon.store.EmbeddedPostgres;
import io.merlon.testing.ProjectFolder;
import io.merlon.testing.TrustingClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/** Many clients of one server in a process of its own: what they get, and what it costs it. */
final class ServerClients {
  private static final String HEAP = "-Xmx1g";
  private static final int PAGES = 3;
  private static final int CHANGES = 30;
  private static final Pattern SECRET = Pattern.compile("secret +(\\S+) +\\(shown");
  private static final String ASSESSMENTS = "/providers/Microsoft.Security/assessments";
  private static final String VERSION = "api-version=2020-01-01";
  private static final String ROWS =
      """
      select r.id, n.name, a.status, a.cause, a.cause_detail, a.first_seen, a.status_changed
      from assessment a
      join resource r on r.key = a.resource join recommendation n on n.number = a.recommendation\
      """;

  private final String address;
  private final HttpClient client;
  private final String token;

  private ServerClients(String address, HttpClient client, String token) {
    this.address = address;
    this.client = client;
    this.token = token;
  }

  static void run(Path data, int clients, List<String> definitions) throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Process server = start(data, port, definitions);
    try {
      ServerClients all = signIn(data, server, port);
      System.out.printf("loaded the server: %,d MB resident%n", resident(server, "VmRSS") >> 10);
      all.list(clients);
      System.out.printf(
          "most memory of the server, with %s: %,d MB resident%n",
          HEAP, resident(server, "VmHWM") >> 10);
      all.changes();
      same(EmbeddedPostgres.running(data));
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private static Process start(Path data, int port, List<String> definitions) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                ProjectFolder.root().resolve("server/target/app") + "/*",
                "io.merlon.server.Up",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port),
                "--requests-per-second=100000"));
    definitions.forEach(folder -> command.addAll(List.of("--definitions", folder)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(data.resolve("up.out").toFile())
        .start();
  }

  private static ServerClients signIn(Path data, Process server, int port) throws Exception {
    Path said = data.resolve("up.out");
    while (!Files.readString(said).contains("secure score")) {
      if (!server.isAlive()) {
        throw new IOException("the server ended: " + Files.readString(said));
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    Matcher shown = SECRET.matcher(Files.readString(said));
    if (!shown.find()) {
      throw new IOException("the server shows no secret");
    }
    String address = "https://localhost:" + port;
    HttpClient client = TrustingClient.of(data.resolve("server.pem"));
    String form =
        "grant_type=client_credentials&client_id=admin&client_secret="
            + URLEncoder.encode(shown.group(1), StandardCharsets.UTF_8);
    String body =
        client
            .send(
                HttpRequest.newBuilder(URI.create(address + "/oauth2/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    return new ServerClients(address, client, Json.parse(body).get("access_token").textOr(""));
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    String url = path.startsWith("https:") ? path : address + path;
    return client.send(
        HttpRequest.newBuilder(URI.create(url))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + token)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Every client lists pages of one subscription's assessments, all at the same time. */
  private void list(int clients) throws Exception {
    List<String> subscriptions = new ArrayList<>();
    Value found = Json.parse(send("GET", "/subscriptions?" + VERSION, "").body());
    ((ArrayValue) found.get("value"))
        .items()
        .forEach(one -> subscriptions.add(one.get("id").textOr("")));
    AtomicLong rows = new AtomicLong();
    AtomicLong bytes = new AtomicLong();
    AtomicLong errors = new AtomicLong();
    List<Future<?>> all = new ArrayList<>();
    long begin = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < clients; i++) {
        String first = subscriptions.get(i % subscriptions.size()) + ASSESSMENTS + "?" + VERSION;
        all.add(
            threads.submit(() -> {
              String next = first;
              for (int page = 0; page < PAGES && !next.isEmpty(); page++) {
                HttpResponse<String> answer = send("GET", next, "");
                if (answer.statusCode() != 200) {
                  if (errors.incrementAndGet() == 1) {
                    System.out.printf("answered %d: %s%n", answer.statusCode(), answer.body());
                  }
                  return answer;
                }
                Value json = Json.parse(answer.body());
                rows.addAndGet(((ArrayValue) json.get("value")).items().size());
                bytes.addAndGet(answer.body().length());
                next = json.get("nextLink").textOr("");
              }
              return first;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        "%d clients: %,d assessments, %,d MB in %.1f s: %,.0f a second, %d errors%n",
        clients, rows.get(), bytes.get() >> 20, seconds, rows.get() / seconds, errors.get());
  }

  /** The time from a change until it is seen in the API. */
  private void changes() throws Exception {
    String id =
        "/subscriptions/77777777-2222-3333-4444-555555555555/resourceGroups/g/providers/"
            + "Microsoft.Storage/storageAccounts/changes";
    double[] seconds = new double[CHANGES];
    for (int i = 0; i < CHANGES; i++) {
      boolean healthy = i % 2 == 1;
      long begin = System.nanoTime();
      send(
          "PUT",
          id + "?" + VERSION,
          "{\"location\":\"westeurope\",\"properties\":{\"supportsHttpsTrafficOnly\":"
              + healthy
              + "}}");
      String wanted = healthy ? "\"Healthy\"" : "\"Unhealthy\"";
      String name = "/azure-storage-https-only";
      while (!send("GET", id + ASSESSMENTS + name + "?" + VERSION, "")
          .body()
          .contains("\"code\":" + wanted)) {
        if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(60)) {
          throw new IOException("the change is not seen within a minute");
        }
        TimeUnit.MILLISECONDS.sleep(5);
      }
      seconds[i] = (System.nanoTime() - begin) / 1e9;
    }
    Arrays.sort(seconds);
    System.out.printf(
        "a change is seen after %.3f s (half of them), %.3f s (the slowest of %d)%n",
        seconds[CHANGES / 2], seconds[CHANGES - 1], CHANGES);
  }

  /** The same rows by COPY, as psql would read them. */
  private static void same(DatabaseAddress database) throws Exception {
    try (Connection connection =
        DriverManager.getConnection(database.url(), database.user(), database.password())) {
      AtomicLong bytes = new AtomicLong();
      long begin = System.nanoTime();
      long rows =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut(
                  "copy (" + ROWS + ") to stdout",
                  new OutputStream() {
                    @Override
                    public void write(int one) {
                      bytes.incrementAndGet();
                    }

                    @Override
                    public void write(byte[] some, int from, int length) {
                      bytes.addAndGet(length);
                    }
                  });
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf(
          "COPY by one client: %,d assessments, %,d MB in %.1f s: %,.0f a second%n",
          rows, bytes.get() >> 20, seconds, rows / seconds);
    }
  }

  /** From what the kernel says of the process, in kB. */
  private static long resident(Process server, String which) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/" + server.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith(which + ":"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0L);
    }
  }
}
