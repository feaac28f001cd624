package io.merlon.it;

import io.merlon.json.Json;
import io.merlon.model.Value;
import io.merlon.store.DatabaseAddress;
import io.merlon.store.EmbeddedPostgres;
import io.merlon.testing.ProjectFolder;
import io.merlon.testing.TrustingClient;
import java.io.IOException;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code merlon up} in a process of its own, with a client that trusts its certificate. */
final class ServerProcess implements AutoCloseable {
  private static final Path APP = ProjectFolder.root().resolve("server/target/app");
  private static final long START_SECONDS = 240;
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(90);
  private static final Pattern SECRET = Pattern.compile("secret +(\\S+) +\\(shown this once\\)");

  private final Path data;
  private final int port;
  private final Map<String, String> environment;
  private final List<String> options;
  private Process process;
  private Optional<HttpClient> client = Optional.empty();
  private String secret = "";
  private String token = "";

  /** An answer of the API: its status, its JSON where there is one, and where to ask on. */
  record Answer(int status, String text, String location) {
    Value json() {
      return Json.parse(text);
    }
  }

  private ServerProcess(Path data, int port, Map<String, String> environment, List<String> options)
      throws IOException {
    this.data = data;
    this.port = port;
    this.environment = environment;
    this.options = options;
    this.process = launch();
  }

  static ServerProcess start(Path data, String... options)
      throws IOException, InterruptedException {
    return start(data, Map.of(), options);
  }

  /** Options that begin with -D or -X are the JVM's. */
  static ServerProcess start(Path data, Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    ServerProcess server = new ServerProcess(data, freePort(), environment, List.of(options));
    server.awaitUp();
    return server;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // as the launcher does: the first clean stop makes the next start quick
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + APP.resolve("it.jsa"),
                "-Xlog:disable"));
    options.stream().filter(ServerProcess::isOfJvm).forEach(command::add);
    command.addAll(
        List.of(
            "-cp",
            APP + "/*",
            "io.merlon.server.Up",
            "--data",
            data.toString(),
            "--port",
            Integer.toString(port)));
    options.stream().filter(option -> !isOfJvm(option)).forEach(command::add);
    Files.createDirectories(data);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(data.resolve("up.out").toFile())
        .start();
  }

  private static boolean isOfJvm(String option) {
    return option.startsWith("-D") || option.startsWith("-X");
  }

  private void awaitUp() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!said().contains("secure score")) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("the server does not come up; it said: " + said());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    Matcher shown = SECRET.matcher(said());
    if (shown.find()) {
      secret = shown.group(1);
    }
    if (token.isEmpty()) {
      token = token(admin(), secret);
    }
  }

  /** All that it wrote since it was started. */
  String said() throws IOException {
    return Files.readString(data.resolve("up.out"));
  }

  String address() {
    return "https://localhost:" + port;
  }

  /** The client id of the administrator. */
  private String admin() {
    return option("--admin").orElse("admin");
  }

  private Optional<String> option(String name) {
    return options.stream()
        .filter(option -> option.startsWith(name + "="))
        .map(option -> option.substring(name.length() + 1))
        .findFirst();
  }

  String secret() {
    return secret;
  }

  Path certificate() {
    return option("--certificate").map(Path::of).orElse(data.resolve("server.pem"));
  }

  /** Its own database, which a test may look into. */
  DatabaseAddress database() throws IOException {
    return EmbeddedPostgres.running(data);
  }

  /** One for all requests, so that not each of them makes a connection of its own. */
  private synchronized HttpClient client() throws IOException {
    if (client.isEmpty()) {
      client = Optional.of(TrustingClient.of(certificate()));
    }
    return client.get();
  }

  String token(String clientId, String itsSecret) throws IOException, InterruptedException {
    return signIn(clientId, itsSecret).json().get("access_token").textOr("");
  }

  /** What the token endpoint answers. */
  Answer signIn(String clientId, String itsSecret) throws IOException, InterruptedException {
    String form =
        "grant_type=client_credentials&client_id="
            + clientId
            + "&client_secret="
            + URLEncoder.encode(itsSecret, StandardCharsets.UTF_8);
    return send(
        HttpRequest.newBuilder(URI.create(address() + "/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  /** Somebody who has signed in. */
  record SignedIn(String principalId, String token) {}

  /** Makes a principal without any role and signs it in. */
  SignedIn addPrincipal(String clientId) throws IOException, InterruptedException {
    String path = "/providers/Merlon.Identity/servicePrincipals/" + clientId;
    Value principal = put(path, "{}").json();
    Value itsSecret = send("POST", path + "/secrets", Optional.of("{}"), token).json();
    return new SignedIn(
        principal.get("properties").get("principalId").textOr(""),
        token(clientId, itsSecret.get("secretText").textOr("")));
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, Optional.empty(), token);
  }

  Answer put(String path, String body) throws IOException, InterruptedException {
    return send("PUT", path, Optional.of(body), token);
  }

  Answer post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, Optional.of(body), token);
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, Optional.empty(), token);
  }

  /** Sends a request with this token; a path or a whole address. */
  Answer send(String method, String path, Optional<String> body, String withToken)
      throws IOException, InterruptedException {
    String separator = path.contains("?") ? "&" : "?";
    String address =
        path.startsWith("https:") ? path : address() + path + separator + "api-version=2020-01-01";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .method(
                method,
                body.map(HttpRequest.BodyPublishers::ofString)
                    .orElse(HttpRequest.BodyPublishers.noBody()));
    if (!withToken.isEmpty()) {
      request.header("Authorization", "Bearer " + withToken);
    }
    return send(request);
  }

  /** Sends a request to one of {@link #address}'s addresses as it is. */
  Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client()
            .send(request.timeout(LONGEST_REQUEST).build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(
        response.statusCode(),
        response.body(),
        response.headers().firstValue("Location").orElse(""));
  }

  String token() {
    return token;
  }

  Path data() {
    return data;
  }

  long pid() {
    return process.pid();
  }

  /** Kills it without warning and starts it again on the same data. */
  void killAndRestart() throws IOException, InterruptedException {
    kill();
    restart();
  }

  void kill() throws InterruptedException {
    var _ = process.destroyForcibly().waitFor();
  }

  /** Starts it again after it was killed or closed. */
  void restart() throws IOException, InterruptedException {
    process = launch();
    awaitUp();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
