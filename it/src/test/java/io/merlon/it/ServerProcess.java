package io.merlon.it;

import io.merlon.json.Json;
import io.merlon.model.Value;
import io.merlon.testing.ProjectFolder;
import java.io.IOException;
import java.io.InputStream;
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
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** {@code merlon up} in a process of its own, with a client that trusts its certificate. */
final class ServerProcess implements AutoCloseable {
  private static final long START_SECONDS = 120;
  private static final Pattern SECRET = Pattern.compile("secret +(\\S+) +\\(shown this once\\)");

  private final Path data;
  private final int port;
  private Process process;
  private String secret = "";
  private String token = "";

  /** An answer of the API: its status, its JSON where there is one, and where to ask on. */
  record Answer(int status, String text, String location) {
    Value json() {
      return Json.parse(text);
    }
  }

  private ServerProcess(Path data, int port, Process process) {
    this.data = data;
    this.port = port;
    this.process = process;
  }

  static ServerProcess start(Path data, String... options)
      throws IOException, InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    ServerProcess server = new ServerProcess(data, port, launch(data, port, options));
    server.awaitUp();
    return server;
  }

  private static Process launch(Path data, int port, String... options) throws IOException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                ProjectFolder.root().resolve("server/target/app") + "/*",
                "io.merlon.server.Up",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port)));
    command.addAll(List.of(options));
    Files.createDirectories(data);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(data.resolve("up.out").toFile())
        .start();
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
    token = token("admin", secret);
  }

  /** All that it wrote since it was started. */
  String said() throws IOException {
    return Files.readString(data.resolve("up.out"));
  }

  String address() {
    return "https://localhost:" + port;
  }

  String secret() {
    return secret;
  }

  Path certificate() {
    return data.resolve("server.pem");
  }

  private HttpClient client() throws IOException {
    try (InputStream pem = Files.newInputStream(certificate())) {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return HttpClient.newBuilder().sslContext(context).build();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  String token(String clientId, String itsSecret) throws IOException, InterruptedException {
    String form =
        "grant_type=client_credentials&client_id="
            + clientId
            + "&client_secret="
            + URLEncoder.encode(itsSecret, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + "/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try (HttpClient client = client()) {
      String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return Json.parse(body).get("access_token").textOr("");
    }
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
    try (HttpClient client = client()) {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Location").orElse(""));
    }
  }

  /** Kills it without warning and starts it again on the same data. */
  void killAndRestart() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    process = launch(data, port);
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
