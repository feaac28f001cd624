package io.merlon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import io.merlon.store.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events in, alerts out: through the API, az and the command line, and over the server's death. */
class ThreatServerTest {
  private static final AtomicInteger NUMBER = new AtomicInteger(100);
  private static final String SECURITY = "/providers/Microsoft.Security";
  @TempDir static Path folder;
  private static ServerProcess server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    Files.createDirectories(folder.resolve("data/rules"));
    Files.writeString(folder.resolve("data/rules/broken.yml"), "title: Broken\n");
    Files.writeString(
        folder.resolve("data/rules/guess.yml"),
        """
        title: Wrong password
        id: 1f4f5bd6-0000-4000-8000-000000000001
        name: wrong
        level: low
        tags: [attack.credential-access]
        logsource: {product: ours}
        detection: {selection: {ours: wrong}, condition: selection}
        ---
        title: Many wrong passwords
        id: 1f4f5bd6-0000-4000-8000-000000000002
        level: high
        tags: [attack.credential-access]
        correlation:
          type: event_count
          rules: [wrong]
          group-by: [Computer]
          timespan: 10m
          condition: {gte: 5}
        """);
    server = ServerProcess.start(folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A subscription of its own with a machine, its plan switched on. */
  private static String machine() throws IOException, InterruptedException {
    String subscription =
        "/subscriptions/11111111-2222-3333-4444-%012d".formatted(NUMBER.getAndIncrement());
    String id = subscription + "/resourceGroups/g/providers/Microsoft.HybridCompute/machines/web";
    assertThat(server.put(id, "{\"location\":\"here\"}").status()).isEqualTo(201);
    String plan = subscription + SECURITY + "/pricings/VirtualMachines";
    assertThat(server.put(plan, "{\"properties\":{\"pricingTier\":\"Standard\"}}").status())
        .isEqualTo(200);
    return id;
  }

  private static String subscription(String id) {
    return id.substring(0, id.indexOf("/resourceGroups"));
  }

  private static String wiped(String time) {
    return """
    {"Computer": "web-01", "Channel": "Linux-Sysmon/Operational", "EventID": 1, "UtcTime": "%s", \
    "Image": "/usr/sbin/wipefs", "CommandLine": "wipefs -a /dev/sda", \
    "ParentImage": "/usr/bin/bash", "User": "root"}\
    """
        .formatted(time);
  }

  private static String wrong(int second) {
    return "{\"ours\": \"wrong\", \"Computer\": \"web-01\", \"time\": \"2026-05-04T10:00:%02dZ\"}"
        .formatted(second);
  }

  private static Value send(String scope, String body) throws IOException, InterruptedException {
    ServerProcess.Answer answer = server.post(scope + SECURITY + "/events", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<Value> items(Value list) {
    return list instanceof ArrayValue(List<Value> items) ? items : List.of();
  }

  private static List<Value> alerts(String scope) throws IOException, InterruptedException {
    return items(server.get(scope + SECURITY + "/alerts").json().get("value"));
  }

  private static String property(Value alert, String name) {
    return alert.get("properties").get(name).textOr("");
  }

  @Test
  void anEventLeadsToAnAlertOnItsResourceAndARepeatUpdatesIt() throws Exception {
    String machine = machine();
    Value answer = send(machine, wiped("2026-05-04 10:15:30.120"));
    assertThat(answer.get("accepted")).hasToString("1");
    Value alert = alerts(subscription(machine)).getFirst();
    assertThat(alert.get("properties").get("resourceIdentifiers").toString()).contains(machine);
    assertThat(property(alert, "compromisedEntity")).isEqualTo("web-01");
    assertThat(alert.get("id").textOr(""))
        .startsWith(subscription(machine) + "/resourceGroups/g/")
        .contains("/locations/local/alerts/");
    send(machine, wiped("2026-05-04 10:45:30.120"));
    List<Value> after = alerts(subscription(machine));
    assertThat(after).hasSize(1);
    assertThat(after.getFirst().get("id")).isEqualTo(alert.get("id"));
    assertThat(property(after.getFirst(), "startTimeUtc")).startsWith("2026-05-04T10:15:30");
    assertThat(property(after.getFirst(), "endTimeUtc")).startsWith("2026-05-04T10:45:30");
    Value extended = after.getFirst().get("properties").get("extendedProperties");
    assertThat(extended.get("count").textOr("")).isEqualTo("2");
    assertThat(extended.get("evidence 2").textOr("")).contains("wipefs");
    assertThat(alerts(subscription(machine) + "/resourceGroups/g")).hasSize(1);
    assertThat(alerts(subscription(machine) + "/resourceGroups/other")).isEmpty();
  }

  @Test
  void whatIsResolvedIsNotRaisedAgainByARepeatButAnew() throws Exception {
    String machine = machine();
    send(machine, wiped("2026-05-04 10:15:30.120"));
    String id = alerts(subscription(machine)).getFirst().get("id").textOr("");
    assertThat(server.post(id + "/inProgress", "").status()).isEqualTo(204);
    send(machine, wiped("2026-05-04 10:16:30.120"));
    assertThat(property(server.get(id).json(), "status")).isEqualTo("InProgress");
    assertThat(server.post(id + "/resolve", "").status()).isEqualTo(204);
    send(machine, wiped("2026-05-04 10:17:30.120"));
    assertThat(alerts(subscription(machine)))
        .extracting(one -> property(one, "status"))
        .containsExactlyInAnyOrder("Active", "Resolved");
    assertThat(server.post(id + "x/resolve", "").status()).isEqualTo(404);
    try (Database database = Database.connect(server.database())) {
      AtomicInteger moves = new AtomicInteger();
      database
          .audit()
          .forEach(link -> {
            if (link.entry().target().equals(id + "/resolve")) {
              moves.incrementAndGet();
            }
            return true;
          });
      assertThat(moves).hasValue(1);
    }
  }

  @Test
  void withoutThePlanNothingIsAnalysedAndTheAnswerSaysSo() throws Exception {
    String machine = machine();
    server.put(
        subscription(machine) + SECURITY + "/pricings/VirtualMachines",
        "{\"properties\":{\"pricingTier\":\"Free\"}}");
    Value answer = send(machine, wiped("2026-05-04 10:15:30.120"));
    assertThat(answer.get("analysed")).hasToString("0");
    assertThat(items(answer.get("plansOff")).getFirst().get("plan").textOr(""))
        .isEqualTo("VirtualMachines");
    assertThat(alerts(subscription(machine))).isEmpty();
    // a plan of the machine's own goes before that of its subscription
    server.put(
        machine + SECURITY + "/pricings/VirtualMachines",
        "{\"properties\":{\"pricingTier\":\"Standard\"}}");
    assertThat(send(machine, wiped("2026-05-04 10:15:30.120")).get("analysed")).hasToString("1");
    String vault = "{\"category\": \"AuditEvent\", \"operationName\": \"VaultPatch\"}";
    assertThat(items(send(subscription(machine), vault).get("plansOff")).toString())
        .contains("KeyVaults");
  }

  @Test
  void badLinesAreToldByNumberAndPackedListsAreRead() throws Exception {
    String machine = machine();
    String lines = "{\"a\": 1}\n{broken\n" + wiped("2026-05-04 10:15:30.120") + "\n7\n";
    Value answer = send(machine, lines);
    assertThat(answer.get("accepted")).hasToString("2");
    assertThat(answer.get("refused")).hasToString("2");
    assertThat(items(answer.get("problems")))
        .extracting(one -> one.get("line").toString())
        .containsExactly("2", "4");
    assertThat(alerts(subscription(machine))).hasSize(1);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(("[" + wiped("2026-05-04 10:16:30.120") + "]").getBytes(StandardCharsets.UTF_8));
    }
    ServerProcess.Answer list = sendPacked(machine, packed.toByteArray());
    assertThat(list.json().get("accepted")).as(list.text()).hasToString("1");
    assertThat(sendPacked(machine, "no gzip".getBytes(StandardCharsets.UTF_8)).text())
        .contains("breaks off");
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 40; i++) {
        gzip.write(blanks);
      }
    }
    assertThat(sendPacked(machine, bomb.toByteArray()).status()).isEqualTo(413);
    assertThat(server.post(machine + "x" + SECURITY + "/events", "{}").status()).isEqualTo(404);
  }

  private static ServerProcess.Answer sendPacked(String scope, byte[] body)
      throws IOException, InterruptedException {
    return server.send(
        HttpRequest.newBuilder(
                URI.create(server.address() + scope + SECURITY + "/events?api-version=2022-01-01"))
            .header("Authorization", "Bearer " + server.token())
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  @Test
  void whatCannotBeStoredAsTextSpoilsNothing() throws Exception {
    String machine = machine();
    send(machine, wiped("2026-05-04 10:15:30.120").replace("bash", "ba\\u0000\\ud800sh"));
    assertThat(alerts(subscription(machine))).hasSize(1);
  }

  @Test
  void aCorrelationHoldsOverBatchesAndSuppressionRulesDismiss() throws Exception {
    String machine = machine();
    send(machine, wrong(1) + "\n" + wrong(2) + "\n" + wrong(3));
    assertThat(alerts(subscription(machine))).isEmpty();
    send(machine, wrong(5) + "\n" + wrong(4));
    assertThat(alerts(subscription(machine)))
        .extracting(one -> property(one, "alertDisplayName"))
        .containsExactly("Many wrong passwords");
    String other = machine();
    server.put(
        subscription(other) + SECURITY + "/alertsSuppressionRules/ours",
        """
        {"properties": {"alertType": "*", "reason": "FalsePositive", "state": "Enabled",
         "suppressionAlertsScope": {"allOf": [{"field": "entities.host.hostName",
         "in": ["WEB-01"]}]}}}\
        """);
    send(other, wiped("2026-05-04 10:15:30.120"));
    assertThat(alerts(subscription(other)))
        .extracting(one -> property(one, "status"))
        .containsExactly("Dismissed");
  }

  @Test
  void whoMayOnlyReadSendsNothing() throws Exception {
    String machine = machine();
    ServerProcess.SignedIn nobody = server.addPrincipal("nobody");
    assertThat(
            server
                .send("POST", machine + SECURITY + "/events", Optional.of("{}"), nobody.token())
                .status())
        .isEqualTo(403);
  }

  @Test
  void whatWasAcknowledgedHasItsAlertWhenTheServerWasKilled() throws Exception {
    String machine = machine();
    for (int round = 0; round < 2; round++) {
      Value answer = send(machine, wiped("2026-05-04 1%d:15:30.120".formatted(2 * round)));
      server.killAndRestart();
      assertThat(alerts(subscription(machine)))
          .extracting(one -> one.get("id"))
          .containsAll(items(answer.get("alerts")).stream().limit(1).toList());
      assertThat(alerts(subscription(machine)).stream().filter(one -> !isIncident(one)))
          .hasSize(round + 1);
    }
    // a repeat finds the alert that was there before
    send(machine, wiped("2026-05-04 12:16:30.120"));
    assertThat(alerts(subscription(machine))).hasSize(2);
  }

  private static boolean isIncident(Value alert) {
    return alert.get("properties").get("isIncident").toString().equals("true");
  }

  @Test
  void alertsOfOneAttackAreAnIncidentWhichGrowsUnderItsName() throws Exception {
    String machine = machine();
    String sample = subscription(machine) + SECURITY + "/locations/local/alerts/default/simulate";
    ServerProcess.Answer simulated =
        server.post(
            sample, "{\"properties\":{\"kind\":\"Bundles\",\"bundles\":[\"VirtualMachines\"]}}");
    assertThat(simulated.status()).as(simulated.text()).isEqualTo(202);
    String result = simulated.location().substring(server.address().length());
    assertThat(server.get(result).status()).isEqualTo(200);
    List<Value> incidents =
        alerts(subscription(machine)).stream().filter(ThreatServerTest::isIncident).toList();
    assertThat(incidents).hasSize(1);
    assertThat(alerts(subscription(machine)).stream().filter(one -> !isIncident(one)))
        .allSatisfy(
            one -> assertThat(property(one, "alertDisplayName")).startsWith("[SAMPLE ALERT]"));
    server.post(
        sample, "{\"properties\":{\"kind\":\"Bundles\",\"bundles\":[\"VirtualMachines\"]}}");
    assertThat(alerts(subscription(machine)).stream().filter(ThreatServerTest::isIncident))
        .extracting(one -> one.get("name"))
        .containsExactly(incidents.getFirst().get("name"));
    Value rows =
        server
            .post(
                "/providers/Microsoft.ResourceGraph/resources",
                "{\"query\":\"securityresources | where type =="
                    + " 'microsoft.security/locations/alerts' | where subscriptionId == '"
                    + machine.split("/", -1)[2]
                    + "' | count\"}")
            .json();
    assertThat(rows.toString()).contains(String.valueOf(alerts(subscription(machine)).size()));
  }

  @Test
  void azListsShowsAndUpdatesAlerts() throws Exception {
    assumeTrue(Az.isInstalled(), "az is not installed");
    String machine = machine();
    send(machine, wiped("2026-05-04 10:15:30.120"));
    Az az = new Az(folder.resolve("az"), server.certificate());
    az.signIn(server);
    az.run("account set -s " + machine.split("/", -1)[2]);
    Value listed = items(az.json("security alert list")).getFirst();
    String name = listed.get("name").textOr("");
    assertThat(az.json("security alert show -l local -g g -n " + name).get("status").textOr(""))
        .isEqualTo("Active");
    az.run("security alert update -l local -n " + name + " --status Dismiss");
    assertThat(az.json("security alert show -l local -n " + name).get("status").textOr(""))
        .isEqualTo("Dismissed");
  }

  @Test
  void theCommandLineSendsListsAndDealsWithAlerts() throws Exception {
    String machine = machine();
    Map<String, String> environment =
        Map.of("MERLON_CLIENT_DIR", folder.resolve("client").toString());
    MerlonProcess login =
        MerlonProcess.run(
            folder,
            environment,
            server.secret(),
            "login",
            "--server",
            server.address(),
            "--secret-stdin",
            "--certificate",
            server.certificate().toString());
    assertThat(login.exitCode()).as(login.err()).isZero();
    Path events = Files.writeString(folder.resolve("events.json"), wiped("2026-05-04 10:15:30"));
    MerlonProcess sent =
        MerlonProcess.run(
            folder, environment, "", "events", "send", events.toString(), "--resource", machine);
    assertThat(sent.exitCode()).as(sent.err()).isZero();
    assertThat(sent.err()).contains("1 events acknowledged, 1 analysed, 1 alerts");
    String name = alerts(subscription(machine)).getFirst().get("name").textOr("");
    String id = machine.split("/", -1)[2];
    assertThat(MerlonProcess.run(folder, environment, "", "alerts", "--subscription", id).out())
        .contains(name, "Active");
    assertThat(MerlonProcess.run(folder, environment, "", "alert", "show", name).out())
        .contains("wipefs", machine);
    assertThat(MerlonProcess.run(folder, environment, "", "alert", "dismiss", name).exitCode())
        .isZero();
    assertThat(
            MerlonProcess.run(
                    folder,
                    environment,
                    "",
                    "alerts",
                    "--subscription",
                    id,
                    "--status",
                    "active",
                    "-o",
                    "json")
                .out()
                .strip())
        .isIn("[]", "[ ]");
  }
}
