package io.merlon.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.cli.Run;
import io.merlon.json.Json;
import io.merlon.model.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectCommandTest {
  private static final String HIT = "{\"Image\": \"/bin/nc\", \"time\": \"2026-01-02T03:04:05Z\"}";
  private static final String MISS = "{\"Image\": \"/bin/ls\"}";

  @TempDir private Path folder;

  @BeforeEach
  void writeTheRule() throws IOException {
    Files.writeString(
        folder.resolve("rule.yml"),
        """
        title: Netcat
        id: 8b1d0e3a-0000-4000-8000-000000000001
        level: high
        logsource: {product: linux, category: process_creation}
        detection:
          selection: {Image|endswith: /NC}
          condition: selection
        """);
  }

  private Run detect(Path events, String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(
                "detect",
                "--rules",
                folder.resolve("rule.yml").toString(),
                "--events",
                events.toString()));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray(String[]::new));
  }

  private Path events(String text) throws IOException {
    return Files.writeString(folder.resolve("events.jsonl"), text);
  }

  @Test
  void aLineNamesRuleTimeEventAndReason() throws IOException {
    Run run = detect(events(MISS + "\n" + HIT + "\n"), "--output", "jsonl");
    assertThat(run.out().lines()).hasSize(1);
    Value line = Json.parse(run.out().strip());
    assertThat(line.get("rule").get("id").textOr(""))
        .isEqualTo("8b1d0e3a-0000-4000-8000-000000000001");
    assertThat(line.get("rule").get("title").textOr("")).isEqualTo("Netcat");
    assertThat(line.get("time").textOr("")).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(Json.write(line.get("event"))).contains("events.jsonl").contains("\"record\":2");
    assertThat(Json.write(line.get("reasons"))).contains("selection", "Image", "/bin/nc");
    assertThat(run.code()).isZero();
  }

  @Test
  void theNumberOfThreadsChangesNothing() throws IOException {
    Path events = events((MISS + "\n{broken\n" + HIT + "\n").repeat(2_000));
    for (String form : List.of("jsonl", "table", "html", "sarif", "ocsf")) {
      Run one = detect(events, "--output", form, "--threads", "1");
      assertThat(detect(events, "--output", form, "--threads", "4")).isEqualTo(one);
      assertThat(one.out()).isNotEmpty();
    }
    assertThat(detect(events, "--threads", "0").code()).isEqualTo(2);
  }

  @Test
  void theTableCountsByRule() throws IOException {
    assertThat(detect(events(HIT + "\n" + HIT)).out()).containsPattern("High +2 +Netcat");
    assertThat(detect(events(MISS)).out()).contains("No rule matched.");
  }

  @Test
  void theBarDecidesTheExitCode() throws IOException {
    assertThat(detect(events(HIT), "--fail-on", "high").code()).isEqualTo(1);
    assertThat(detect(events(HIT), "--fail-on", "critical").code()).isZero();
    assertThat(detect(events(HIT), "--severity", "critical").out()).contains("No rule matched.");
  }

  @Test
  void aBrokenLineIsToldAndTheOthersAreRead() throws IOException {
    Run run = detect(events("{\"Image\": \n" + HIT + "\nnot json\n"), "--output", "jsonl");
    assertThat(run.err()).contains("events.jsonl:3: not JSON");
    assertThat(run.code()).isEqualTo(3);
    Run first = detect(events(HIT + "\n{\"Image\": \n" + HIT), "--output", "jsonl");
    assertThat(first.out().lines()).hasSize(2);
    assertThat(first.err()).contains("events.jsonl:2: not JSON");
  }

  @Test
  void arraysListsAndPrettyDocumentsAreRead() throws IOException {
    for (String text :
        List.of(
            "[" + HIT + "," + MISS + "]",
            "[\n" + HIT + "]",
            "{\"Records\": [" + HIT + "]}",
            "{\n \"Records\": [\n" + HIT + "]\n}",
            "{\n\"Image\": \"/bin/nc\"\n}\n{\n\"Image\": \"/bin/ls\"\n}",
            "\uFEFF" + HIT)) {
      assertThat(detect(events(text), "--output", "jsonl").out().lines()).as(text).hasSize(1);
    }
  }

  @Test
  void archivesAreRead() throws IOException {
    byte[] text = (MISS + "\n" + HIT).getBytes(StandardCharsets.UTF_8);
    Path gz = folder.resolve("events.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
      out.write(text);
    }
    Path zip = folder.resolve("events.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("a/b.json"));
      out.write(text);
      out.putNextEntry(new ZipEntry("c.json"));
      out.write(text);
    }
    assertThat(detect(gz, "--output", "jsonl").out().lines()).hasSize(1);
    assertThat(detect(zip, "--output", "jsonl").out())
        .contains("events.zip!a/b.json")
        .contains("events.zip!c.json");
  }

  private static final String CHAIN =
      """
      title: Guessed
      level: high
      tags: [attack.credential-access, attack.t1110]
      correlation: {type: event_count, rules: [refused], group-by: [Computer], timespan: 10m,
        condition: {gte: 3}}
      ---
      title: Refused
      name: refused
      level: low
      logsource: {product: windows, service: security}
      detection: {s: {EventID: 4625}, condition: s}
      ---
      title: Shell
      level: medium
      tags: [attack.execution]
      logsource: {product: windows, category: process_creation}
      detection: {s: {Image|endswith: sh.exe}, condition: s}
      """;

  private Run chain(String... more) throws IOException {
    Path rules = Files.writeString(folder.resolve("chain.yml"), CHAIN);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      text.append(
          """
          {"Channel": "Security", "EventID": 4625, "Computer": "pc<1>", "@timestamp": "2026-01-01T10:00:0%dZ"}
          """
              .formatted(3 - i));
    }
    text.append(
        """
        {"Channel": "Security", "EventID": 4688, "Computer": "pc<1>", "NewProcessName": "C:\\\\sh.exe", "@timestamp": "2026-01-01T10:05:00Z"}
        """);
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(
                "detect",
                "--rules",
                rules.toString(),
                "--events",
                events(text.toString()).toString()));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray(String[]::new));
  }

  @Test
  void correlatedMatchesAreToldAndTheirPartsAreNot() throws IOException {
    Run run = chain("--output", "jsonl");
    assertThat(run.out().lines()).hasSize(2);
    Value line = Json.parse(run.out().lines().toList().getLast());
    assertThat(line.get("rule").get("title").textOr("")).isEqualTo("Guessed");
    assertThat(line.get("time").textOr("")).isEqualTo("2026-01-01T10:00:03Z");
    assertThat(Json.write(line.get("group"))).isEqualTo("{\"Computer\":\"pc<1>\"}");
    assertThat(Json.write(line.get("event"))).contains("events.jsonl").contains("\"record\":1");
    assertThat(chain("--output", "jsonl", "--severity", "high").out().lines()).hasSize(1);
    assertThat(chain("--output", "jsonl", "--fail-on", "high").code()).isEqualTo(1);
  }

  @Test
  void theTableShowsIncidentsAlertsAndStatistics() throws IOException {
    String table = chain().out();
    assertThat(table)
        .contains("Attack on pc<1>: Execution, Credential access")
        .contains("joined by host pc<1>")
        .containsPattern("High +2026-01-01 10:00:01  Guessed on pc<1>")
        .containsPattern("Medium +1  Execution")
        .containsPattern("High +2  pc<1>");
    assertThat(chain("--timeline").out()).contains("Timeline (UTC)");
  }

  @Test
  void alertsInOtherForms() throws IOException {
    List<String> alerts = chain("--output", "jsonl", "--alerts").out().lines().toList();
    assertThat(alerts).hasSize(3);
    Value first = Json.parse(alerts.getFirst());
    assertThat(first.get("rule").get("title").textOr("")).isEqualTo("Guessed");
    assertThat(first.get("alert").get("properties").get("intent").textOr(""))
        .isEqualTo("CredentialAccess");
    assertThat(alerts.getLast()).contains("\"isIncident\":true");
    assertThat(chain("--output", "ocsf").out().lines())
        .hasSize(2)
        .allSatisfy(
            line -> assertThat(Json.write(Json.parse(line).get("class_uid"))).isEqualTo("2004"));
    Value sarif = Json.parse(chain("--output", "sarif").out());
    assertThat(Json.write(sarif.get("runs"))).contains("\"ruleId\":\"Guessed\"");
  }

  @Test
  void thePageEscapesWhatEventsSayAndLeadsNowhere() throws IOException {
    String page = chain("--output", "html").out();
    assertThat(page)
        .contains("Attack on pc&lt;1&gt;")
        .contains("both have host")
        .contains("Why they belong together")
        .doesNotContain("pc<1>")
        .doesNotContain("http://")
        .doesNotContain("https://")
        .doesNotContain("<script");
  }

  @Test
  void suppressedAlertsAreDismissed() throws IOException {
    Path file = folder.resolve("suppressions.json");
    Files.writeString(
        file,
        """
        {"value": [{"name": "known", "properties": {"alertType": "Guessed"}},
                   {"name": "wrong", "properties": {}}]}
        """);
    Run run = chain("--suppressions", file.toString());
    assertThat(run.out()).doesNotContain("Guessed").contains("Suppressed alerts: 1");
    assertThat(run.err()).contains("suppression rule 2: properties.alertType is missing");
    assertThat(run.code()).isEqualTo(3);
  }

  @Test
  void rulesThatAreNotThereAreAWrongCall() {
    Run run = Run.of("detect", "--rules", folder.resolve("x").toString(), "--events", "y");
    assertThat(run.err()).contains("--rules: there is no such file or folder");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void withoutRulesMerlonsOwnApply() throws IOException {
    Path log =
        Files.writeString(
            folder.resolve("auth.log"),
            "Nov  4 10:15:30 web-01 sshd[812]: Accepted password for root from 203.0.113.9 port 5\n");
    Run run = Run.of("detect", "--events", log.toString(), "--output", "jsonl");
    assertThat(run.out()).contains("Root Signs In With A Password");
    assertThat(run.code()).isZero();
  }

  @Test
  void whatIsWrittenLaterIsToldWhenFollowing() throws Exception {
    Path events = events(HIT + "\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Thread running =
        Thread.ofPlatform()
            .start(() ->
                Run.into(
                    out,
                    "detect",
                    "--rules",
                    folder.resolve("rule.yml").toString(),
                    "--events",
                    events.toString(),
                    "--output",
                    "jsonl",
                    "--follow"));
    awaitLines(out, 1);
    Files.writeString(events, HIT + "\n", StandardOpenOption.APPEND);
    awaitLines(out, 2);
    running.interrupt();
    running.join();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"record\":1", "\"record\":2");
  }

  private static void awaitLines(ByteArrayOutputStream out, long lines)
      throws InterruptedException {
    for (int tries = 0; tries < 600 && count(out) < lines; tries++) {
      Thread.sleep(100);
    }
    assertThat(count(out)).isEqualTo(lines);
  }

  private static long count(ByteArrayOutputStream out) {
    return out.toString(StandardCharsets.UTF_8).lines().count();
  }

  @Test
  void followingNeedsLines() throws IOException {
    Run run = detect(events(HIT), "--follow");
    assertThat(run.err()).contains("--follow tells matches as they come: it needs --output jsonl");
    assertThat(run.code()).isEqualTo(2);
  }
}
