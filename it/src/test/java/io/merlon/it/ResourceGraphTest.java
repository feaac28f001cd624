package io.merlon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code Microsoft.ResourceGraph} over a sample estate, as its clients ask. */
class ResourceGraphTest {
  private static final String PATH = "/providers/Microsoft.ResourceGraph/resources";
  @TempDir static Path folder;
  private static ServerProcess server;
  private static String token;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    // so that the database's own account can go there
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    server = ServerProcess.start(folder.resolve("data"), "--demo=300");
    token = server.token("admin", server.secret());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static ServerProcess.Answer ask(String query, String options, String more)
      throws IOException, InterruptedException {
    String body =
        "{\"query\":"
            + Json.write(new StringValue(query))
            + ",\"options\":{"
            + options
            + "}"
            + more
            + "}";
    return server.send("POST", PATH, Optional.of(body), token);
  }

  private static Value ask(String query) throws IOException, InterruptedException {
    ServerProcess.Answer answer = ask(query, "", "");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<Value> data(Value answer) {
    return ((ArrayValue) answer.get("data")).items();
  }

  @TestFactory
  Stream<DynamicTest> usualQueriesAreAnswered() throws IOException {
    String all;
    try (InputStream file =
        ResourceGraphTest.class.getResourceAsStream("resource-graph-queries.kql")) {
      assertThat(file).isNotNull();
      all = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String> queries =
        Arrays.stream(all.split("\n\n")).filter(query -> !query.isBlank()).toList();
    assertThat(queries).hasSizeGreaterThan(40);
    return queries.stream()
        .map(query ->
            DynamicTest.dynamicTest(
                query.lines().findFirst().orElse(""),
                () -> {
                  Value answer = ask(query);
                  if (!query.startsWith("//") || !query.contains("(may be empty)")) {
                    assertThat(data(answer)).as(query).isNotEmpty();
                  }
                }));
  }

  @Test
  void figuresAgreeWithTheListsOfTheApi() throws IOException, InterruptedException {
    Value score =
        data(ask(
                "securityresources | where type == 'microsoft.security/securescores'"
                    + " | project subscriptionId, p = properties.score.percentage | take 1"))
            .getFirst();
    Value listed =
        server
            .get(
                "/subscriptions/"
                    + score.get("subscriptionId").textOr("")
                    + "/providers/Microsoft.Security/secureScores/ascScore")
            .json();
    assertThat(score.get("p")).isEqualTo(listed.get("properties").get("score").get("percentage"));
    Value sums =
        data(ask(
                "resources | summarize n = count() by type"
                    + " | summarize all = sum(n), types = count()"))
            .getFirst();
    assertThat(sums.get("all")).isEqualTo(data(ask("resources | count")).getFirst().get("Count"));
  }

  @Test
  void pagesJoinToTheWhole() throws IOException, InterruptedException {
    String query = "resources | project id | order by id asc";
    Value whole = ask(query);
    List<Value> paged = new ArrayList<>();
    String next = "";
    do {
      String options = "\"$top\": 37" + (next.isEmpty() ? "" : ",\"$skipToken\": \"" + next + "\"");
      Value page = ask(query, options, "").json();
      assertThat(page.get("totalRecords")).isEqualTo(whole.get("totalRecords"));
      paged.addAll(data(page));
      next = page.get("$skipToken").textOr("");
      assertThat(page.get("resultTruncated").textOr(""))
          .isEqualTo(next.isEmpty() ? "false" : "true");
    } while (!next.isEmpty());
    Set<Value> different = new HashSet<>(paged);
    assertThat(different).hasSameSizeAs(paged);
    assertThat(whole.get("totalRecords")).isEqualTo(new IntegerValue(paged.size()));
    Value skipped = ask(query, "\"$top\": 2, \"$skip\": 3", "").json();
    assertThat(data(skipped)).isEqualTo(paged.subList(3, 5));
  }

  @Test
  void aTableHasColumnsWithTypes() throws IOException, InterruptedException {
    Value data =
        ask(
                "resources | summarize n = count(), t = max(todatetime(properties.timeCreated))"
                    + " by type | extend x = 0.5, b = true, d = dynamic({})",
                "\"resultFormat\": \"table\"",
                "")
            .json()
            .get("data");
    assertThat(Json.write(data.get("columns")))
        .isEqualTo(
            """
            [{"name":"type","type":"string"},{"name":"n","type":"integer"},\
            {"name":"t","type":"datetime"},{"name":"x","type":"number"},\
            {"name":"b","type":"boolean"},{"name":"d","type":"object"}]\
            """);
    assertThat(((ArrayValue) data.get("rows")).items()).isNotEmpty();
  }

  @Test
  void facetsCountTheResult() throws IOException, InterruptedException {
    Value answer =
        ask(
                "resources | project name, type, location, tostring(tags.environment) // all",
                "",
                """
                ,"facets": [{"expression": "location", "options": {"$top": 2}},
                  {"expression": "type", "options": {"filter": "type has 'compute'",
                    "sortBy": "type", "sortOrder": "asc"}},
                  {"expression": "tags.environment"},
                  {"expression": "nothing"}]\
                """)
            .json();
    List<Value> facets = ((ArrayValue) answer.get("facets")).items();
    assertThat(facets.get(0).get("resultType").textOr("")).isEqualTo("FacetResult");
    assertThat(data(facets.get(0))).hasSize(2).allMatch(one -> !one.get("count").isAbsent());
    assertThat(data(facets.get(1))).allMatch(one -> one.get("type").textOr("").contains("compute"));
    assertThat(data(facets.get(2))).allMatch(one -> !one.get("tags_environment").isAbsent());
    assertThat(facets.get(3).get("resultType").textOr("")).isEqualTo("FacetError");
  }

  @Test
  void onlyTheSubscriptionsThatAreAskedForAreSearched() throws IOException, InterruptedException {
    List<Value> all =
        data(ask("resources | distinct subscriptionId | where isnotempty(subscriptionId)"));
    String one = all.getFirst().get("subscriptionId").textOr("");
    for (String table : List.of("resources", "securityresources", "resourcecontainers")) {
      Value answer =
          ask(
                  table + " | distinct subscriptionId",
                  "",
                  ",\"subscriptions\": [\"" + one.toUpperCase(Locale.ROOT) + "\"]")
              .json();
      assertThat(data(answer)).as(table).hasSize(1);
      assertThat(data(answer).getFirst().get("subscriptionId").textOr("")).isEqualTo(one);
    }
    assertThat(ask("resources", "", ",\"managementGroups\": [\"other\"]").status()).isEqualTo(400);
  }

  @Test
  void aWrongQueryIsRefusedWithItsPlace() throws IOException, InterruptedException {
    ServerProcess.Answer answer = ask("resources\n| where name = 'x'", "", "");
    assertThat(answer.status()).isEqualTo(400);
    Value detail = ((ArrayValue) answer.json().get("error").get("details")).items().getFirst();
    assertThat(Json.write(detail))
        .contains(
            "\"code\":\"ParserFailure\"",
            "\"line\":2",
            "\"characterPositionInLine\":13",
            "\"token\":\"=\"");
    for (String hostile :
        List.of(
            "",
            "(",
            "resources | where id == ''; drop table resource",
            "\u0000",
            "resources | where x == '\\u0000'",
            "resources | where " + "(".repeat(9_000))) {
      assertThat(ask(hostile, "", "").status()).as(hostile).isEqualTo(400);
    }
    for (String options :
        List.of(
            "\"$top\": -1", "\"$skip\": \"x\"", "\"$skipToken\": \"x\"", "\"resultFormat\": 3")) {
      int status = ask("resources", options, "").status();
      assertThat(status).as(options).isIn(200, 400);
    }
    assertThat(server.send("POST", PATH, Optional.of("{}"), token).status()).isEqualTo(400);
  }

  @Test
  void aPutResourceIsFoundAtOnce() throws IOException, InterruptedException {
    String id =
        "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/New"
            + "/providers/Microsoft.Storage/storageAccounts/fresh";
    server.put(id, "{\"location\": \"WestEurope\", \"properties\": {}}");
    Value found = data(ask("resources | where name == 'fresh'")).getFirst();
    assertThat(found.get("location").textOr("")).isEqualTo("westeurope");
    assertThat(found.get("resourceGroup").textOr("")).isEqualTo("new");
    assertThat(data(ask("resourcecontainers | where name == 'new'"))).hasSize(1);
    server.delete(id);
  }

  @Test
  void whoMayReadOneGroupFindsThatGroupAndNothingElse() throws IOException, InterruptedException {
    ServerProcess.SignedIn reader = server.addPrincipal("reader");
    String theirs = reader.token();
    String any = "{\"query\": \"union resources, resourcecontainers, securityresources | distinct";
    String groups = any + " subscriptionId, resourceGroup\"}";
    assertThat(data(server.send("POST", PATH, Optional.of(groups), theirs).json())).isEmpty();
    Value group =
        data(ask(
                "resources | where isnotempty(resourceGroup) | project subscriptionId,"
                    + " resourceGroup"))
            .getFirst();
    String scope =
        "/subscriptions/"
            + group.get("subscriptionId").textOr("")
            + "/resourceGroups/"
            + group.get("resourceGroup").textOr("");
    String assignment =
        scope + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID();
    assertThat(
            server
                .put(
                    assignment,
                    """
                    {"properties": {"principalId": "%s", "roleDefinitionId":
                      "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"}}\
                    """
                        .formatted(reader.principalId()))
                .status())
        .isEqualTo(201);
    assertThat(data(server.send("POST", PATH, Optional.of(groups), theirs).json()))
        .containsExactly(group);
    server.delete(assignment);
  }

  @Test
  void azureCommandLineAsks() throws IOException, InterruptedException {
    assumeTrue(Az.isInstalled(), "az is not installed: apt-get install azure-cli");
    Az az = new Az(folder.resolve("az"), server.certificate());
    az.signIn(server);
    Path query =
        Files.writeString(folder.resolve("q.kql"), "resources | summarize count() by type");
    Path body =
        Files.writeString(
            folder.resolve("body.json"), "{\"query\": \"securityresources | count\"}");
    String url = server.address() + PATH + "?api-version=2021-03-01";
    assertThat(data(az.json("rest --method post --url " + url + " --body @" + body))).hasSize(1);
    Optional<Path> extension = extension();
    assumeTrue(extension.isPresent(), "the extension resource-graph is not on the index of pip");
    az.run("extension add -y --source " + extension.get());
    Value answer = az.json("graph query --first 5 -q @" + query);
    assertThat(data(answer)).hasSize(5);
    Value next =
        az.json(
            "graph query --first 5 --skip-token "
                + answer.get("skip_token").textOr("")
                + " -q @"
                + query);
    assertThat(data(next)).isNotEmpty().doesNotContainAnyElementsOf(data(answer));
  }

  /** The last release of az's own extension that is on a package index. */
  private static Optional<Path> extension() throws IOException, InterruptedException {
    Path target = folder.resolve("extension");
    Process pip =
        new ProcessBuilder(
                "pip",
                "download",
                "-q",
                "--no-deps",
                "-d",
                target.toString(),
                "resource-graph==2.0.0")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("pip.out").toFile())
            .start();
    if (!pip.waitFor(60, TimeUnit.SECONDS) || pip.exitValue() != 0) {
      pip.destroy();
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(target)) {
      return files.findFirst();
    }
  }
}
