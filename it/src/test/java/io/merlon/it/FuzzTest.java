package io.merlon.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random and hostile requests to every operation that the server says it has ({@code
 * -Dmerlon.fuzz=20000} for more, {@code -Dmerlon.seed} for others): no server error, no inside of
 * the server in an answer, and no way around what a reader may see.
 */
class FuzzTest {
  private static final int REQUESTS = Integer.getInteger("merlon.fuzz", 1_500);
  private static final long SEED = Long.getLong("merlon.seed", 20_261_125L);
  private static final String HIDDEN = "/subscriptions/44444444-2222-3333-4444-555555555555";
  private static final String SEEN = "/subscriptions/55555555-2222-3333-4444-555555555555";
  private static final String ACCOUNT =
      "/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/";
  private static final List<String> METHODS =
      List.of("GET", "GET", "PUT", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS");
  private static final Pattern INSIDE =
      Pattern.compile(
          "at (io\\.merlon|java|org\\.springframework)|Exception|PSQL|SQLSTATE|syntax error at or"
              + " near|relation \"|pg_catalog|Caused by");
  @TempDir static Path folder;
  private static ServerProcess server;
  private static String reader;
  private static List<String> types;

  @BeforeAll
  static void start() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    server = ServerProcess.start(folder.resolve("data"));
    for (String subscription : List.of(HIDDEN, SEEN)) {
      assertThat(server.put(subscription + ACCOUNT + "canary", body("canary")).status())
          .isEqualTo(201);
    }
    types = types();
    assertThat(types).contains("microsoft.security/assessments").hasSizeGreaterThan(10);
    reader = reader();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String body(String name) {
    return "{\"location\":\"westeurope\",\"tags\":{\"canary\":\"%s\"},\"properties\":{}}"
        .formatted(name);
  }

  private static List<String> types() throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    for (Value provider : items(server.get(SEEN + "/providers").json())) {
      for (Value type : ((ArrayValue) provider.get("resourceTypes")).items()) {
        all.add(provider.get("namespace").textOr("") + "/" + type.get("resourceType").textOr(""));
      }
    }
    return all;
  }

  private static List<Value> items(Value page) {
    return ((ArrayValue) page.get("value")).items();
  }

  /** A token of somebody who may read one of the two subscriptions. */
  private static String reader() throws Exception {
    ServerProcess.SignedIn reader = server.addPrincipal("reader");
    assertThat(
            server
                .put(
                    SEEN + "/providers/Microsoft.Authorization/roleAssignments/r",
                    """
                    {"properties":{"principalId":"%s","roleDefinitionId":
                     "acdd72a7-3385-48ef-bd42-f606fba81ae7"}}\
                    """
                        .formatted(reader.principalId()))
                .status())
        .isEqualTo(201);
    return reader.token();
  }

  @Test
  void noRequestMakesTheServerFailOrTellItsInside() throws Exception {
    Random random = new Random(SEED);
    String before = server.get(HIDDEN + ACCOUNT + "canary").text();
    int done = 0;
    for (int i = 0; i < REQUESTS; i++) {
      FuzzedRequest request =
          FuzzedRequest.random(random, types, METHODS, List.of(SEEN, HIDDEN, ""));
      ServerProcess.Answer answer = send(request, random, server.token());
      String what = "request %d of seed %d: %s -> %s".formatted(i, SEED, request, answer);
      assertThat(answer.status()).as(what).isLessThan(500);
      assertThat(INSIDE.matcher(answer.text()).find()).as(what).isFalse();
      done += answer.status() < 300 ? 1 : 0;
    }
    assertThat(done).as("requests that got through to an operation").isGreaterThan(REQUESTS / 20);
    assertThat(server.get(HIDDEN + ACCOUNT + "canary").text()).isEqualTo(before);
    assertThat(server.get("/subscriptions").status()).isEqualTo(200);
    assertThat(Files.readString(server.data().resolve("server.log")))
        .doesNotContain("InternalServerError");
  }

  @Test
  void noQueryShowsAReaderWhatIsNotHis() throws Exception {
    Random random = new Random(SEED + 1);
    String hidden = HIDDEN.substring("/subscriptions/".length());
    for (int i = 0; i < REQUESTS / 3; i++) {
      FuzzedRequest request =
          FuzzedRequest.random(
              random, types, List.of("GET"), List.of(SEEN, SEEN + "/resourceGroups/g"));
      if (request.path().contains(hidden)) {
        continue;
      }
      ServerProcess.Answer answer = send(request, random, reader);
      assertThat(answer.text())
          .as("request %d of seed %d: %s", i, SEED + 1, request)
          .doesNotContain(hidden);
    }
  }

  @Test
  void aConditionThatIsAlwaysTrueFindsNoMore() throws Exception {
    String list = SEEN + "/resources";
    int all = items(server.get(list).json()).size();
    for (String value :
        List.of(
            "' or '1'='1", "x' or 1=1 --", "%' union select 1 --", "/subscriptions/' or true--")) {
      String hostile = URLEncoder.encode(value, StandardCharsets.UTF_8);
      for (String name : List.of("$skiptoken", "$filter", "$top", "$expand")) {
        ServerProcess.Answer answer = server.get(list + "?" + name + "=" + hostile);
        assertThat(answer.status()).as(name + "=" + value).isLessThan(500);
        if (answer.status() == 200) {
          assertThat(items(answer.json())).as(name + "=" + value).hasSizeLessThanOrEqualTo(all);
        }
      }
    }
    assertThat(items(server.get(list).json())).hasSize(all);
  }

  private static ServerProcess.Answer send(FuzzedRequest request, Random random, String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(server.address() + request.path() + request.query()))
            .method(
                request.method(),
                HttpRequest.BodyPublishers.ofString(request.body(), StandardCharsets.ISO_8859_1))
            .header("Content-Type", request.contentType());
    String shown =
        switch (random.nextInt(20)) {
          case 0 -> "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.";
          case 1 -> token.substring(0, token.length() - 3) + "AAA";
          default -> token;
        };
    return server.send(builder.header("Authorization", "Bearer " + shown));
  }
}
