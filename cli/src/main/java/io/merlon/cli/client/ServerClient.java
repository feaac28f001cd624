package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.json.Json;
import io.merlon.model.AbsentValue;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLHandshakeException;
import tools.jackson.core.JacksonException;

/**
 * Speaks to one server: renews the token, follows pages, tries again what may pass, and turns ARM's
 * errors into one line. All operations of ARM may be repeated, so all are.
 */
final class ServerClient implements AutoCloseable {
  private static final String VERSION = "2024-01-01";
  private static final int PACKED_FROM = 16 << 10;
  private static final int ATTEMPTS = 4;
  private static final int PATIENT_ATTEMPTS = 40;
  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

  private final HttpClient http;
  private final TokenSource tokens;
  private final String server;

  ServerClient(Contexts contexts, String name, InstantSource clock) throws IOException {
    Context context = contexts.read(name);
    this.server = context.server();
    this.http = open(context.certificate());
    this.tokens = new TokenSource(http, contexts, name, clock);
  }

  static HttpClient open(String certificate) throws IOException {
    return HttpClient.newBuilder()
        .sslContext(Trust.of(certificate))
        .connectTimeout(Duration.ofSeconds(10))
        .build();
  }

  /** An answer that is no error: its JSON, and where to ask on. */
  record Answer(int status, Value body, Optional<String> location) {}

  Value get(String path) throws IOException {
    return send("GET", path, AbsentValue.ABSENT).body();
  }

  /** All items of a list, over all its pages. */
  List<Value> list(String path) throws IOException {
    List<Value> all = new ArrayList<>();
    String next = path;
    while (!next.isEmpty()) {
      Value page = get(next);
      if (page.get("value") instanceof ArrayValue items) {
        all.addAll(items.items());
      }
      next = page.get("nextLink").textOr("");
    }
    return all;
  }

  Answer send(String method, String path, Value body) throws IOException {
    return send(() -> request(method, path, body), ATTEMPTS);
  }

  /** Posts JSON lines that are packed; tried for minutes, because more comes behind them. */
  Answer postPacked(String path, byte[] packed) throws IOException {
    return send(
        () ->
            begun(path)
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(packed))
                .build(),
        PATIENT_ATTEMPTS);
  }

  /** Makes a request, with the token as it is by then. */
  @FunctionalInterface
  private interface Request {
    HttpRequest make() throws IOException;
  }

  private Answer send(Request request, int attempts) throws IOException {
    boolean renewed = false;
    long pause = FIRST_PAUSE_MILLIS;
    for (int attempt = 1; ; attempt++) {
      Optional<HttpResponse<String>> response = attempt(request.make(), attempt == attempts);
      int status = response.map(HttpResponse::statusCode).orElse(0);
      if (status == 401 && !renewed) {
        renewed = true;
        tokens.renew();
      } else if (attempt < attempts && (response.isEmpty() || PASSING.contains(status))) {
        pause(Math.max(pause, response.map(ServerClient::wanted).orElse(0L)));
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      } else {
        return answer(response.orElseThrow());
      }
    }
  }

  private HttpRequest request(String method, String path, Value body) throws IOException {
    HttpRequest.Builder request = begun(path);
    if (body.isAbsent()) {
      return request.method(method, HttpRequest.BodyPublishers.noBody()).build();
    }
    byte[] text = Json.write(body).getBytes(StandardCharsets.UTF_8);
    request.header("Content-Type", "application/json");
    if (text.length > PACKED_FROM) {
      request.header("Content-Encoding", "gzip");
      text = packed(text);
    }
    return request.method(method, HttpRequest.BodyPublishers.ofByteArray(text)).build();
  }

  private static byte[] packed(byte[] text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text);
    }
    return packed.toByteArray();
  }

  private HttpRequest.Builder begun(String path) throws IOException {
    return HttpRequest.newBuilder(address(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + tokens.token());
  }

  /** Of a link only path and query are followed, so that a token never goes to somewhere else. */
  private URI address(String path) {
    String whole = server + path;
    if (path.startsWith("https://")) {
      URI link = URI.create(path);
      whole = server + link.getRawPath() + "?" + link.getRawQuery();
    }
    return URI.create(
        whole.contains("api-version=")
            ? whole
            : whole + (whole.contains("?") ? "&" : "?") + "api-version=" + VERSION);
  }

  private Optional<HttpResponse<String>> attempt(HttpRequest request, boolean isLast)
      throws IOException {
    try {
      return Optional.of(http.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      if (isLast || e instanceof SSLHandshakeException) {
        throw unreachable(server, e);
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFault(ExitCode.UNREACHABLE, "interrupted");
    }
  }

  static ServerFault unreachable(String server, IOException e) {
    String reason =
        e instanceof ConnectException
            ? "nobody answers there"
            : Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    return new ServerFault(
        ExitCode.UNREACHABLE,
        e instanceof SSLHandshakeException
            ? server
                + " shows a certificate that is not the trusted one ("
                + reason
                + "); if it was renewed, sign in again with merlon login"
            : server + " cannot be reached: " + reason);
  }

  /** How long the server asks to wait, in milliseconds. */
  private static long wanted(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,4}"))
        .map(text -> Math.min(LONGEST_PAUSE_MILLIS, Long.parseLong(text) * 1_000))
        .orElse(0L);
  }

  private static void pause(long millis) throws ServerFault {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFault(ExitCode.UNREACHABLE, "interrupted");
    }
  }

  private Answer answer(HttpResponse<String> response) throws ServerFault {
    Value body = json(response.body());
    int status = response.statusCode();
    if (status < 300) {
      return new Answer(status, body, response.headers().firstValue("Location"));
    }
    Value error = body.get("error");
    String message =
        error.get("message").textOr("HTTP " + status)
            + (error.get("code").isAbsent() ? "" : " (" + error.get("code").textOr("") + ")");
    throw new ServerFault(
        status == 401 || PASSING.contains(status) ? ExitCode.UNREACHABLE : ExitCode.INPUT_ERRORS,
        message);
  }

  static Value json(String text) {
    try {
      return text.isBlank() ? ObjectValue.EMPTY : Json.parse(text);
    } catch (JacksonException noJson) {
      return ObjectValue.EMPTY;
    }
  }

  /** A query of these parameters, those that are empty left out; empty without any. */
  static String query(Map<String, String> parameters) {
    StringBuilder query = new StringBuilder();
    parameters.forEach((name, value) -> {
      if (!value.isEmpty()) {
        query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(encoded(value));
      }
    });
    return query.toString();
  }

  /** A text as one segment of a path, or as a value of a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** An id as a path: its segments escaped where they have to be. */
  static String path(String id) {
    String[] segments = id.split("/", -1);
    StringBuilder path = new StringBuilder(encoded(segments[0]));
    for (int i = 1; i < segments.length; i++) {
      path.append('/').append(encoded(segments[i]));
    }
    return path.toString();
  }

  @Override
  public void close() {
    http.close();
  }
}
