package io.merlon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as its users start it, with its own PostgreSQL, through its clients. */
class ServerTest {
  private static final String SUBSCRIPTION = "/subscriptions/11111111-2222-3333-4444-555555555555";
  private static final String GROUP = SUBSCRIPTION + "/resourceGroups/g/providers/";
  private static final String SECURITY = "/providers/Microsoft.Security";
  private static final String POLICY = "/providers/Microsoft.Authorization";
  @TempDir static Path folder;
  private static ServerProcess server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    // so that the database's own account can go there
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    server = ServerProcess.start(folder.resolve("data"), "--demo=300");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<Value> items(Value page) {
    return ((ArrayValue) page.get("value")).items();
  }

  private static String account(String name) {
    return GROUP + "Microsoft.Storage/storageAccounts/" + name;
  }

  private static String body(boolean https) {
    return "{\"location\":\"westeurope\",\"properties\":{\"supportsHttpsTrafficOnly\":"
        + https
        + "}}";
  }

  @Test
  void withoutATokenThereIsHealthAndNothingElse() throws IOException, InterruptedException {
    assertThat(server.send("GET", "/health", Optional.empty(), "").status()).isEqualTo(200);
    ServerProcess.Answer refused = server.send("GET", "/subscriptions", Optional.empty(), "");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.json().get("error").get("code").textOr(""))
        .isEqualTo("AuthenticationFailed");
    assertThat(server.send("GET", "/subscriptions", Optional.empty(), "x.y.z").status())
        .isEqualTo(401);
    assertThat(server.token("admin", "wrong")).isEmpty();
  }

  @Test
  void aChangedResourceIsAssessedAnew() throws Exception {
    assertThat(server.put(account("shop"), body(false)).status()).isEqualTo(201);
    assertThat(awaitStatus("shop", "Unhealthy")).isTrue();
    assertThat(server.put(account("shop"), body(true)).status()).isEqualTo(200);
    assertThat(awaitStatus("shop", "Healthy")).isTrue();
    assertThat(server.delete(account("shop")).status()).isEqualTo(200);
    assertThat(server.get(account("shop")).status()).isEqualTo(404);
    assertThat(server.delete(account("shop")).status()).isEqualTo(204);
  }

  private static boolean awaitStatus(String name, String wanted) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    String path = account(name) + SECURITY + "/assessments/azure-storage-https-only";
    while (System.nanoTime() < end) {
      ServerProcess.Answer answer = server.get(path);
      if (answer.status() == 200
          && answer.json().get("properties").get("status").get("code").textOr("").equals(wanted)) {
        return answer
            .json()
            .get("properties")
            .get("additionalData")
            .get("evidence")
            .textOr("")
            .contains("supportsHttpsTrafficOnly");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return false;
  }

  @Test
  void pagesOfAssessmentsJoinToTheWholeList() throws IOException, InterruptedException {
    String demo = demoSubscription();
    int whole = items(server.get(demo + SECURITY + "/assessments").json()).size();
    Set<String> ids = new HashSet<>();
    List<String> all = new ArrayList<>();
    String next = demo + SECURITY + "/assessments?$top=37";
    while (!next.isEmpty()) {
      Value page = server.get(next).json();
      items(page).forEach(one -> all.add(one.get("id").textOr("")));
      ids.addAll(all);
      next = page.get("nextLink").textOr("");
    }
    assertThat(all).hasSizeGreaterThanOrEqualTo(Math.min(whole, 1_000)).hasSameSizeAs(ids);
  }

  private static String demoSubscription() throws IOException, InterruptedException {
    return items(server.get("/subscriptions").json()).stream()
        .map(one -> one.get("id").textOr(""))
        .filter(id -> !id.endsWith("-000000000000") && !id.equals(SUBSCRIPTION))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aWrongPolicyIsRefusedWithTheReasonAndARightOneWorks() throws Exception {
    String path = SUBSCRIPTION + POLICY + "/policyDefinitions/named-well";
    ServerProcess.Answer refused =
        server.put(
            path,
            """
            {"properties": {"mode": "All", "policyRule": {
              "if": {"field": "name", "equalsButNotReally": "x"}, "then": {"effect": "audit"}}}}\
            """);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("InvalidPolicyRule").contains("equalsButNotReally");
    String right =
        """
        {"properties": {"displayName": "Names begin well", "mode": "All", "policyRule": {
          "if": {"field": "name", "notLike": "well*"}, "then": {"effect": "audit"}}}}\
        """;
    assertThat(server.put(path, right).status()).isEqualTo(201);
    String assignment = SUBSCRIPTION + POLICY + "/policyAssignments/names";
    assertThat(
            server
                .put(assignment, "{\"properties\":{\"policyDefinitionId\":\"" + path + "\"}}")
                .status())
        .isEqualTo(201);
    server.put(account("ill"), body(true));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    String assessed = account("ill") + SECURITY + "/assessments/named-well";
    while (server.get(assessed).status() != 200 && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(server.get(assessed).json().get("properties").get("status").get("code").textOr(""))
        .isEqualTo("Unhealthy");
    assertThat(server.delete(assignment).status()).isEqualTo(200);
  }

  @Test
  void aPlanIsSwitchedForOneSubscriptionOnly() throws IOException, InterruptedException {
    String path = SUBSCRIPTION + SECURITY + "/pricings/VirtualMachines";
    assertThat(server.put(path, "{\"properties\":{\"pricingTier\":\"Standard\"}}").status())
        .isEqualTo(200);
    assertThat(tier(path)).isEqualTo("Standard");
    String other = "/subscriptions/99999999-2222-3333-4444-555555555555";
    assertThat(tier(other + SECURITY + "/pricings/VirtualMachines")).isEqualTo("Free");
    assertThat(server.put(path, "{\"properties\":{\"pricingTier\":\"Gold\"}}").status())
        .isEqualTo(400);
  }

  private static String tier(String path) throws IOException, InterruptedException {
    return server.get(path).json().get("properties").get("pricingTier").textOr("");
  }

  @Test
  void aPatchMergesAndNullTakesAway() throws IOException, InterruptedException {
    String path = SUBSCRIPTION + SECURITY + "/alertsSuppressionRules/noise";
    String rule =
        "{\"properties\":{\"alertType\":\"X\",\"reason\":\"Other\",\"state\":\"Enabled\","
            + "\"comment\":\"ours\"}}";
    assertThat(server.put(path, rule).status()).isEqualTo(200);
    String change = "{\"properties\":{\"state\":\"Disabled\",\"comment\":null}}";
    assertThat(
            server
                .send("PATCH", path, Optional.of(change), server.token("admin", server.secret()))
                .status())
        .isEqualTo(200);
    Value properties = server.get(path).json().get("properties");
    assertThat(properties.get("state").textOr("")).isEqualTo("Disabled");
    assertThat(properties.get("alertType").textOr("")).isEqualTo("X");
    assertThat(properties.get("comment").isAbsent()).isTrue();
    ServerProcess.Answer refused =
        server.send(
            "PATCH",
            path,
            Optional.of("{\"properties\":{\"state\":null}}"),
            server.token("admin", server.secret()));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("/properties", "state");
  }

  @Test
  void hostileRequestsGetAnErrorBodyAndNeverAServerError()
      throws IOException, InterruptedException {
    for (String path :
        List.of(
            "/subscriptions/'%20or%201=1--/providers/Microsoft.Security/assessments",
            "/subscriptions/%00/resources",
            "/subscriptions//resources",
            "/subscriptions/x/providers/Microsoft.Security/assessments?$top=-1",
            "/subscriptions/x/providers/Microsoft.Security/assessments?$skipToken=%27%7C%7C",
            "/subscriptions/x/providers/" + "a/".repeat(900),
            "/subscriptions/x/providers/Microsoft.Security/regulatoryComplianceStandards/x",
            "/providers/Microsoft.Authorization/policyDefinitions/%25_",
            "/subscriptions/x/providers/Microsoft.Security/tasks?$filter=((((",
            "/subscriptions/x/providers/Microsoft.Security/tasks?$filter=state%20eq%20%27%20or%201=1--%27",
            "/subscriptions/x/providers/Microsoft.Security/locations/local/tasks/%27%7C%7C",
            "/subscriptions/x/providers/Microsoft.Security/subAssessments?$skipToken=%7C%7C%27",
            "/subscriptions/x/providers/Microsoft.Security/assessments?$skipToken=others%7C%27",
            "/subscriptions/x/providers/Microsoft.Security/assessments/a/subAssessments/%25",
            "/subscriptions/x/providers/Microsoft.Storage/storageAccounts/a/b/c/d")) {
      ServerProcess.Answer answer = server.get(path);
      assertThat(answer.status()).as(path).isLessThan(500);
      assertThat(answer.text()).as(path).doesNotContain("at io.merlon").doesNotContain("SQL");
    }
    for (String wrong :
        List.of("", "[]", "{", "null", "{\"properties\":3}", "\u0000", "[".repeat(5_000))) {
      ServerProcess.Answer answer =
          server.put(SUBSCRIPTION + POLICY + "/policyDefinitions/wrong", wrong);
      assertThat(answer.status()).as(wrong).isEqualTo(400);
    }
    for (String wrong :
        List.of("", "[]", "{\"properties\":{\"emails\":[{}]}}", "{\"properties\":3}")) {
      ServerProcess.Answer answer =
          server.put(SUBSCRIPTION + SECURITY + "/securityContacts/default", wrong);
      assertThat(answer.status()).as(wrong).isEqualTo(400);
    }
    ServerProcess.Answer nul = server.put(account("nul"), "{\"tags\":{\"a\":\"\\u0000\"}}");
    assertThat(nul.status()).isEqualTo(400);
  }

  @Test
  void whatWasAcknowledgedOutlivesAKilledServer() throws Exception {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 5; i++) {
        assertThat(server.put(account("kept" + round + i), body(false)).status()).isEqualTo(201);
      }
      server.killAndRestart();
      for (int i = 0; i < 5; i++) {
        assertThat(server.get(account("kept" + round + i)).status()).isEqualTo(200);
      }
      assertThat(awaitStatus("kept" + round + "0", "Unhealthy")).isTrue();
    }
  }

  @Test
  void azureCommandLineSignsInAndReads() throws IOException, InterruptedException {
    assumeTrue(Az.isInstalled(), "az is not installed: apt-get install azure-cli");
    String address = server.address();
    Az az = new Az(folder.resolve("az"), server.certificate());
    az.signIn(server);
    az.run("account set -s " + demoSubscription().substring("/subscriptions/".length()));
    assertThat(az.json("security secure-scores list").toString()).contains("ascScore");
    assertThat(az.json("security secure-score-controls list").toString())
        .contains("unhealthyResourceCount");
    assertThat(az.json("security assessment list").toString()).contains("statusChangeDate", "code");
    assertThat(az.json("security pricing create -n KeyVaults --tier standard").toString())
        .contains("Standard");
    assertThat(az.json("security regulatory-compliance-standards list").toString())
        .contains("Merlon-baseline");
    assertThat(az.json("security task list").toString()).contains("Active", "resourceId");
    assertThat(az.json("security location list").toString()).contains("homeRegionName");
    assertThat(az.json("security alert list").toString()).contains("[SAMPLE ALERT]");
    assertThat(az.json("security assessment-metadata list").toString()).contains("severity");
    assertThat(az.json("security sub-assessment list")).isEqualTo(Json.parse("[]"));
    assertThat(az.json("security automation list")).isEqualTo(Json.parse("[]"));
    assertThat(az.json("security auto-provisioning-setting list").toString()).contains("Off");
    assertThat(az.json("security auto-provisioning-setting update -n default --auto-provision On"))
        .hasToString(az.json("security auto-provisioning-setting show -n default").toString());
    az.run(
        "security contact create -n default1 --email a@example.org --phone 1 --alert-notifications"
            + " on --alerts-admins on");
    assertThat(az.json("security contact list").toString()).contains("a@example.org");
    az.run("security contact delete -n default1");
    String own = "4fb6c0a0-1137-42c7-a1c7-4bd37c91de8d";
    az.run(
        "security assessment-metadata create --display-name Backups --severity High --description"
            + " Text -n "
            + own);
    assertThat(az.json("security assessment create --status-code Unhealthy -n " + own).toString())
        .contains("Backups");
    az.run("security assessment delete -n " + own);
    az.run("security assessment-metadata delete -n " + own);
    String workspace = GROUP + "Microsoft.OperationalInsights/workspaces/w";
    az.run("security workspace-setting create -n default --target-workspace " + workspace);
    assertThat(az.json("security workspace-setting list").toString()).contains(workspace);
    az.run(
        "security alerts-suppression-rule update --rule-name ours --alert-type X --reason Other"
            + " --state Enabled");
    assertThat(az.json("security alerts-suppression-rule list").toString()).contains("ours");
    assertThat(
            az.json("policy state list --top 3 --filter contains(complianceState,'Non')")
                .toString())
        .contains("NonCompliant");
    // 'az policy state summarize' of 2.45 writes its options where the subscription belongs
    assertThat(
            az.json(
                    "rest --method post --url "
                        + address
                        + demoSubscription()
                        + "/providers/Microsoft.PolicyInsights/policyStates/latest/summarize"
                        + "?api-version=2019-10-01")
                .toString())
        .contains("nonCompliantResources");
    Path rule =
        Files.writeString(
            folder.resolve("rule.json"),
            "{\"if\":{\"field\":\"location\",\"equals\":\"moon\"},\"then\":{\"effect\":\"audit\"}}");
    assertThat(az.json("policy definition create -n no-moon --mode All --rules " + rule).toString())
        .contains("no-moon");
    assertThat(az.json("policy assignment create -n no-moon --policy no-moon").toString())
        .contains("policyDefinitions/no-moon");
    assertThat(
            az.json("rest --method get --url " + address + "/tenants?api-version=2020-01-01")
                .toString())
        .contains("tenantId");
  }
}
