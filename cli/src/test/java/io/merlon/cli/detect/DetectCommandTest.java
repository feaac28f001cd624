package io.merlon.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.cli.Run;
import io.merlon.json.Json;
import io.merlon.model.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
