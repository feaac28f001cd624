package io.merlon.connect.software.registry;

import io.merlon.json.Json;
import io.merlon.model.Value;
import io.merlon.vulnerability.DocumentFault;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/**
 * Requests to one registry: signs in as it asks (basic, or a token of its token server), follows
 * redirections without taking the sign-in to another host, and does not wait without end.
 */
final class RegistryClient {
  private static final int MAX_REDIRECTIONS = 5;
  private static final int MAX_TOKEN = 1 << 20;
  private static final int UNAUTHORIZED = 401;
  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(20))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Credentials credentials;
  private Optional<String> authorization = Optional.empty();

  RegistryClient(Credentials credentials) {
    this.credentials = credentials;
  }

  /**
   * The body of what is at an address.
   *
   * @throws DocumentFault when the registry refuses it
   */
  InputStream get(URI address, String accept) throws IOException, DocumentFault {
    HttpResponse<InputStream> response = send(address, accept);
    if (response.statusCode() == UNAUTHORIZED) {
      response.body().close();
      authorization = Optional.of(signIn(address, response));
      response = send(address, accept);
    }
    if (response.statusCode() != 200) {
      response.body().close();
      throw new DocumentFault(address + ": the registry answers " + response.statusCode());
    }
    return new Watched(response.body());
  }

  private HttpResponse<InputStream> send(URI start, String accept) throws IOException {
    URI address = start;
    for (int i = 0; i <= MAX_REDIRECTIONS; i++) {
      HttpRequest.Builder request = request(address).header("Accept", accept);
      if (address.getAuthority().equals(start.getAuthority())) {
        authorization.ifPresent(value -> request.header("Authorization", value));
      }
      HttpResponse<InputStream> response = send(request.build());
      Optional<String> next = response.headers().firstValue("Location");
      if (response.statusCode() / 100 != 3 || next.isEmpty()) {
        return response;
      }
      response.body().close();
      URI target = address.resolve(uri(next.get()));
      if (!target.getScheme().equals("https") && !target.getScheme().equals(start.getScheme())) {
        throw new IOException(address + ": it redirects to an address without TLS");
      }
      address = target;
    }
    throw new IOException(start + ": more than " + MAX_REDIRECTIONS + " redirections");
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static URI uri(String text) throws IOException {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IOException("the registry gives a broken address: " + e.getMessage(), e);
    }
  }

  private static HttpRequest.Builder request(URI address) {
    return HttpRequest.newBuilder(address).timeout(WAIT).header("User-Agent", "merlon");
  }

  private String signIn(URI address, HttpResponse<?> refusal) throws IOException, DocumentFault {
    String challenge = refusal.headers().firstValue("WWW-Authenticate").orElse("");
    if (challenge.regionMatches(true, 0, "Basic", 0, "Basic".length())) {
      return "Basic "
          + credentials
              .basic()
              .orElseThrow(
                  () -> new DocumentFault(address + ": it asks for a sign-in; docker login first"));
    }
    if (!challenge.regionMatches(true, 0, "Bearer", 0, "Bearer".length())) {
      throw new DocumentFault(address + ": it asks for a sign-in of an unknown kind");
    }
    return "Bearer " + token(address, challenge);
  }

  private String token(URI address, String challenge) throws IOException, DocumentFault {
    String realm = "";
    StringBuilder query = new StringBuilder();
    for (Matcher parameter = PARAMETER.matcher(challenge); parameter.find(); ) {
      if (parameter.group(1).equals("realm")) {
        realm = parameter.group(2);
      } else {
        query
            .append(query.isEmpty() ? "?" : "&")
            .append(parameter.group(1))
            .append('=')
            .append(URLEncoder.encode(parameter.group(2), StandardCharsets.UTF_8));
      }
    }
    URI server = uri(realm + query);
    boolean safe =
        "https".equals(server.getScheme())
            || "http".equals(server.getScheme()) && "http".equals(address.getScheme());
    if (!safe) {
      throw new DocumentFault(address + ": its token server has no safe address");
    }
    HttpRequest.Builder request = request(server);
    credentials.basic().ifPresent(basic -> request.header("Authorization", "Basic " + basic));
    HttpResponse<InputStream> response = send(request.build());
    try (InputStream body = new Watched(response.body())) {
      Value answer = Json.parse(body.readNBytes(MAX_TOKEN));
      String token = answer.get("token").textOr(answer.get("access_token").textOr(""));
      if (response.statusCode() != 200 || token.isEmpty()) {
        throw new DocumentFault(server.getHost() + " gives no token: " + response.statusCode());
      }
      return token;
    } catch (JacksonException e) {
      throw new DocumentFault(server.getHost() + " gives no token: " + e.getOriginalMessage(), e);
    }
  }

  /** A body that is closed when nothing comes for too long, so that its reader goes on. */
  private static final class Watched extends FilterInputStream {
    private final Thread watchdog;
    private volatile long last = System.nanoTime();

    Watched(InputStream source) {
      super(source);
      this.watchdog = Thread.ofVirtual().start(this::watch);
    }

    private void watch() {
      try {
        while (System.nanoTime() - last < WAIT.toNanos()) {
          Thread.sleep(Duration.ofSeconds(1));
        }
        in.close();
      } catch (InterruptedException | IOException done) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      last = System.nanoTime();
      return one;
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
      int some = super.read(into, start, length);
      last = System.nanoTime();
      return some;
    }

    @Override
    public void close() throws IOException {
      watchdog.interrupt();
      super.close();
    }
  }
}
