package io.merlon.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line against a running server, governance, history and export. */
class ConsoleTest {
  private static final String SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
  private static final String GROUP =
      "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/g/providers/";
  private static final String SECURITY = "/providers/Microsoft.Security";
  private static final String HTTPS_ONLY = "azure-storage-https-only";
  @TempDir static Path folder;
  private static ServerProcess server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    server = ServerProcess.start(folder.resolve("data"), "--demo=200");
    MerlonProcess.signIn(folder, client(), server, "--context", "here");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static MerlonProcess run(String input, String... arguments)
      throws IOException, InterruptedException {
    return MerlonProcess.run(
        folder, Map.of("MERLON_CLIENT_DIR", client().toString()), input, arguments);
  }

  private static Path client() {
    return folder.resolve("client");
  }

  /** A command that has to succeed; what it printed. */
  private static String merlon(String... arguments) throws IOException, InterruptedException {
    MerlonProcess run = run("", arguments);
    assertThat(run.exitCode()).as(String.join(" ", arguments) + ": " + run.err()).isZero();
    return run.out();
  }

  private static Value json(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-o", "json"));
    return Json.parse(merlon(all.toArray(String[]::new)));
  }

  private static List<Value> items(Value list) {
    return ((ArrayValue) list).items();
  }

  private static String account(String name) {
    return GROUP + "Microsoft.Storage/storageAccounts/" + name;
  }

  private static void putAccount(String name, boolean https)
      throws IOException, InterruptedException {
    String body =
        "{\"location\":\"westeurope\",\"tags\":{\"team\":\"tag@example.org\"},"
            + "\"properties\":{\"supportsHttpsTrafficOnly\":"
            + https
            + "}}";
    assertThat(server.put(account(name), body).status()).isLessThan(300);
    await(() -> status(name).equals(https ? "Healthy" : "Unhealthy"));
  }

  private static String status(String name) throws IOException, InterruptedException {
    return property(account(name) + SECURITY + "/assessments/" + HTTPS_ONLY, "status", "code");
  }

  private static String property(String path, String... names)
      throws IOException, InterruptedException {
    ServerProcess.Answer answer = server.get(path);
    Value found = answer.status() == 200 ? answer.json().get("properties") : Json.parse("{}");
    for (String name : names) {
      found = found.get(name);
    }
    return found.textOr("");
  }

  private static void await(Callable<Boolean> condition) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    try {
      while (!condition.call()) {
        assertThat(System.nanoTime()).as("a minute has passed").isLessThan(end);
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSignInIsKeptPrivatelyAndEndsWithLogout() throws Exception {
    Path file = client().resolve("here.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(merlon("contexts")).contains("here").contains(server.address());

    MerlonProcess wrong =
        run(
            "wrong",
            "login",
            "--server",
            server.address(),
            "--secret-stdin",
            "--certificate",
            server.certificate().toString(),
            "--context",
            "other");
    assertThat(wrong.exitCode()).isEqualTo(4);
    assertThat(wrong.err()).contains("wrong secret").doesNotContain("Exception");

    MerlonProcess untrusted =
        run(server.secret(), "login", "--server", server.address(), "--secret-stdin");
    assertThat(untrusted.exitCode()).isEqualTo(4);
    String print = untrusted.err().replaceAll("(?s).*fingerprint is ([0-9A-F:]{95}).*", "$1");
    MerlonProcess pinned =
        run(
            server.secret(),
            "login",
            "--server",
            server.address(),
            "--secret-stdin",
            "--fingerprint",
            print,
            "--context",
            "pinned");
    assertThat(pinned.exitCode()).as(pinned.err()).isZero();
    assertThat(merlon("score", "--context", "pinned")).contains("Secure score");
    assertThat(merlon("logout", "--context", "pinned")).isEmpty();
    assertThat(run("", "score", "--context", "pinned").exitCode()).isEqualTo(4);
    assertThat(merlon("contexts", "here")).contains("here");
  }

  @Test
  void scoreRecommendationsComplianceAndResourcesAreShown() throws Exception {
    assertThat(merlon("score", "--history")).contains("Secure score", "Control", "Since");
    Value score = json("score", "--history", "7");
    assertThat(items(score.get("controls"))).isNotEmpty();
    assertThat(items(score.get("history"))).isNotEmpty();

    List<Value> ranked = items(json("recommendations", "--unhealthy"));
    assertThat(ranked).isNotEmpty();
    String name = ranked.getFirst().get("name").textOr("");
    assertThat(merlon("recommendations", "--unhealthy", "--severity", "high")).contains("High");
    String shown = merlon("recommendation", "show", name, "--resources", "3");
    assertThat(shown).contains("Unhealthy resource", "Control");
    Value detail = json("recommendation", "show", name, "--resources", "3");
    assertThat(items(detail.get("unhealthyAssessments")).toString()).contains("evidence");

    String standard = items(json("compliance")).getFirst().get("name").textOr("");
    assertThat(merlon("compliance", standard)).contains("Passed");
    assertThat(
            server.get(SECURITY + "/regulatoryComplianceStandards/" + standard + "/history").text())
        .contains("passedControls");

    List<Value> machines = items(json("resources", "--type", "Microsoft.HybridCompute/machines"));
    assertThat(machines).isNotEmpty();
    String id = machines.getFirst().get("id").textOr("");
    assertThat(merlon("resource", "show", id)).contains("State", "Healthy");
    MerlonProcess unknown = run("", "resource", "show", account("nobody"));
    assertThat(unknown.exitCode()).isEqualTo(3);
    assertThat(unknown.err()).contains("ResourceNotFound").hasLineCount(1);
  }

  @Test
  void anExemptResourceIsLeftOutAndAPlanIsSwitched() throws Exception {
    putAccount("exempted", false);
    String exemption =
        merlon(
            "exempt",
            account("exempted"),
            HTTPS_ONLY,
            "--reason",
            "behind a gateway",
            "--category",
            "mitigated",
            "--until",
            "2099-12-31");
    assertThat(exemption).contains("/policyExemptions/");
    await(() -> status("exempted").equals("NotApplicable"));
    assertThat(
            run(
                    "",
                    "exempt",
                    account("nobody"),
                    HTTPS_ONLY,
                    "--reason",
                    "x",
                    "--category",
                    "waiver")
                .exitCode())
        .isEqualTo(3);
    merlon("plans", "set", "KeyVaults", "standard", "--subscription", SUBSCRIPTION);
    assertThat(merlon("plans", "list", "--subscription", SUBSCRIPTION))
        .containsPattern("KeyVaults +Standard");
  }

  @Test
  void aRuleSaysWhoIsToFixWhatByWhenAndThatOutlivesAKilledServer() throws Exception {
    putAccount("governed", false);
    merlon(
        "governance",
        "create",
        "storage",
        "--owner-tag",
        "team",
        "--days",
        "7",
        "--recommendation",
        HTTPS_ONLY,
        "--subscription",
        SUBSCRIPTION);
    String assignments =
        account("governed") + SECURITY + "/assessments/" + HTTPS_ONLY + "/governanceAssignments";
    await(() -> server.get(assignments).text().contains("tag@example.org"));
    Value made = items(server.get(assignments).json().get("value")).getFirst();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    String due = made.get("properties").get("remediationDueDate").textOr("");
    assertThat(LocalDate.parse(due.substring(0, 10)))
        .isBetween(today.plusDays(6), today.plusDays(7));
    assertThat(run("", "governance", "overdue").exitCode()).isZero();

    // a person settles otherwise, in the past
    String path = made.get("id").textOr("");
    assertThat(
            server
                .put(
                    path,
                    "{\"properties\":{\"owner\":\"ann@example.org\",\"remediationDueDate\":"
                        + "\"2020-01-31T00:00:00Z\"}}")
                .status())
        .isEqualTo(200);
    for (String wrong : List.of("soon", "+999999999-01-01", "2020-13-01T00:00:00Z")) {
      assertThat(
              server
                  .put(path, "{\"properties\":{\"remediationDueDate\":\"" + wrong + "\"}}")
                  .status())
          .as(wrong)
          .isEqualTo(400);
    }
    server.killAndRestart();
    assertThat(server.get(path).text()).contains("ann@example.org").contains("2020-01-31");
    MerlonProcess overdue = run("", "governance", "overdue", "--subscription", SUBSCRIPTION);
    assertThat(overdue.exitCode()).isEqualTo(1);
    assertThat(overdue.out()).contains("2020-01-31", "ann@example.org", "g/governed");
    await(() -> merlon("score", "--subscription", SUBSCRIPTION).contains("overdue"));
    assertThat(merlon("recommendation", "show", HTTPS_ONLY)).contains("ann@example.org");

    // healthy and unhealthy again: what was settled has ended, the rule counts anew
    putAccount("governed", true);
    assertThat(items(server.get(assignments).json().get("value"))).isEmpty();
    putAccount("governed", false);
    await(() -> server.get(assignments).text().contains("tag@example.org"));
    assertThat(server.get(assignments).text()).doesNotContain("2020-01-31");

    executes("/subscriptions/" + SUBSCRIPTION + SECURITY + "/governanceRules/storage");
    assertThat(merlon("governance", "list")).contains("storage", "tag team");
    merlon("governance", "delete", "storage", "--subscription", SUBSCRIPTION);
    await(() -> items(server.get(assignments).json().get("value")).isEmpty());
    ServerProcess.Answer refused =
        server.put(
            "/subscriptions/" + SUBSCRIPTION + SECURITY + "/governanceRules/wrong",
            "{\"properties\":{\"remediationTimeframe\":\"soon\"}}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("remediationTimeframe", "rulePriority");
  }

  private static void executes(String rule) throws IOException, InterruptedException {
    ServerProcess.Answer begun = server.post(rule + "/execute", "{\"override\":true}");
    assertThat(begun.status()).isEqualTo(202);
    assertThat(begun.location()).startsWith(server.address() + rule + "/operationResults/");
    await(() -> server.get(begun.location()).text().contains("Succeeded"));
    assertThat(server.get(rule + "/operationResults/none").status()).isEqualTo(404);
  }

  @Test
  void whatChangesReachesAWebhookThatWasAwayAndAFile() throws Exception {
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      receiver.answerWith(503);
      String automation =
          """
          {"location": "westeurope", "properties": {"isEnabled": true,
            "scopes": [{"scopePath": "/subscriptions/%s"}],
            "sources": [{"eventSource": "SecureScores"}, {"eventSource": "Assessments",
              "ruleSets": [{"rules": [{"propertyJPath": "name", "propertyType": "String",
                "operator": "Contains", "expectedValue": "https-only"}]}]}],
            "actions": [
              {"actionType": "Webhook", "uri": "%s", "secretName": "test"},
              {"actionType": "File", "fileName": "findings"}]}}\
          """
              .formatted(SUBSCRIPTION, receiver.address());
      String path = GROUP + "Microsoft.Security/automations/export";
      assertThat(server.put(path, automation).status()).isLessThan(300);
      Path secret = folder.resolve("data/secrets/webhook-test");
      await(() -> Files.exists(secret));
      // from now on changes are told: wait for one
      Path file = folder.resolve("data/export/findings.jsonl");
      for (int i = 0; !Files.exists(file) && i < 50; i++) {
        putAccount("told" + i, false);
        TimeUnit.MILLISECONDS.sleep(300);
      }
      putAccount("exported", false);
      putAccount("exported", true);
      server.killAndRestart();
      assertThat(server.delete(account("exported")).status()).isEqualTo(200);
      assertThat(receiver.requests()).isEmpty();
      receiver.answerWith(200);
      await(() -> receiver.findingsOf("/exported").size() >= 3);
      assertThat(receiver.requests())
          .allSatisfy(
              one -> assertThat(one.isSignedWith(Files.readString(secret).strip())).isTrue());
      List<Value> told = receiver.findingsOf("/exported");
      assertThat(told)
          .extracting(one -> one.get("activity_name").textOr(""))
          .containsSubsequence("Create", "Update", "Close");
      assertThat(told.getFirst().get("metadata").get("uid").textOr("")).isNotEmpty();
      assertThat(told.toString()).contains("https-only");
      await(() -> Files.readString(file).contains("/exported"));
      assertThat(Files.readAllLines(file))
          .allSatisfy(
              line -> assertThat(Json.parse(line).get("class_uid").toString()).isEqualTo("2003"));
      assertThat(server.delete(path).status()).isEqualTo(204);
    }
  }
}
