package io.merlon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.testing.TrustingClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Without a token there is health and signing in; every mapping that there is is tried. */
class AnonymousAccessTest {
  private static final List<String> OPEN =
      List.of("/health", "/adfs/.well-known/", "/adfs/adfs/.well-known/");
  private static final List<Integer> REFUSED = List.of(302, 401, 403);
  @TempDir static Path folder;
  private static MerlonServer server;
  private static HttpClient client;

  @BeforeAll
  static void start() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    server =
        MerlonServer.start(
            new ServerSettings(
                folder.resolve("data"),
                Optional.empty(),
                "127.0.0.1",
                port,
                "https://localhost:" + port,
                "00000000-0000-0000-0000-000000000001",
                List.of(),
                List.of(),
                List.of(),
                "admin",
                false,
                Optional.empty(),
                Optional.empty(),
                1_000));
    client = TrustingClient.of(server.certificate());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static int status(String method, String path) throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(server.settings().address() + path))
                .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                .header("Content-Type", "application/json")
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void everyMappingButHealthAndSigningInRefusesStrangers()
      throws IOException, InterruptedException {
    SortedSet<String> paths = new TreeSet<>();
    for (var mapping :
        server.web().getBeansOfType(RequestMappingInfoHandlerMapping.class).values()) {
      mapping.getHandlerMethods().keySet().forEach(info -> paths.addAll(info.getPatternValues()));
    }
    assertThat(paths).contains("/", "/subscriptions/**", "/prometheus");
    for (String pattern : paths) {
      String path = pattern.replace("**", "x/y").replace("*", "x").replaceAll("\\{[^}]*}", "x");
      if (OPEN.stream().noneMatch(path::startsWith)) {
        for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH")) {
          assertThat(status(method, path)).as(method + " " + path).isIn(REFUSED);
        }
      }
    }
  }

  @Test
  void theIssuerGivesStrangersItsKeysAndNothingElse() throws IOException, InterruptedException {
    assertThat(status("GET", "/oauth2/jwks")).isEqualTo(200);
    for (String path :
        List.of(
            "/oauth2/token",
            "/oauth2/introspect",
            "/oauth2/revoke",
            "/oauth2/authorize",
            "/oauth2/device_authorization",
            "/oauth2/register",
            "/connect/register",
            "/userinfo",
            "/env",
            "/heapdump",
            "/configprops",
            "/no-such-path")) {
      for (String method : List.of("GET", "POST")) {
        assertThat(status(method, path)).as(method + " " + path).isBetween(302, 499);
      }
    }
  }
}
