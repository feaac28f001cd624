package io.merlon.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.cli.Run;
import io.merlon.json.Json;
import io.merlon.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unusual behaviour in what {@code merlon detect} tells, and what was learnt in a file. */
class BehaviourOptionsTest {
  @TempDir private Path folder;

  private Run detect(Path events, String... more) {
    List<String> arguments = new ArrayList<>(List.of("detect", "--events", events.toString()));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray(String[]::new));
  }

  private Path guessed() throws IOException {
    StringBuilder log = new StringBuilder();
    for (int i = 10; i < 22; i++) {
      log.append(
          "2026-03-01T08:00:%dZ web1 sshd[8]: Failed password for ann from 198.51.100.7 port 2 ssh2\n"
              .formatted(i));
    }
    log.append(
        "2026-03-01T08:00:40Z web1 sshd[8]: Accepted password for ann from 198.51.100.7 port 2 ssh2\n");
    return Files.writeString(folder.resolve("auth.log"), log.toString());
  }

  private Path processes(String name, int from, int to, String last) throws IOException {
    StringBuilder log = new StringBuilder();
    for (int i = from; i < to; i++) {
      log.append(process(i, "C:\\\\Windows\\\\splwow64.exe"));
    }
    log.append(process(to, last));
    return Files.writeString(folder.resolve(name), log.toString());
  }

  private static String process(int hour, String image) {
    return ("{\"Channel\": \"Microsoft-Windows-Sysmon/Operational\", \"EventID\": 1,"
            + " \"Computer\": \"pc-1\", \"ParentImage\": \"C:\\\\Office\\\\winword.exe\","
            + " \"Image\": \"%s\", \"@timestamp\": \"2026-01-%02dT%02d:00:00Z\"}\n")
        .formatted(image, 1 + hour / 24, hour % 24);
  }

  private static List<Value> behaviour(Run run) {
    return run.out()
        .lines()
        .map(Json::parse)
        .filter(line -> !line.get("explanation").isAbsent())
        .toList();
  }

  @Test
  void aLineSaysWhatIsUnusualAndWhy() throws IOException {
    List<Value> found = behaviour(detect(guessed(), "--output", "jsonl"));
    assertThat(found).hasSize(1);
    Value line = found.getFirst();
    assertThat(line.get("rule").get("title").textOr(""))
        .isEqualTo("Sign-in after many failed ones");
    assertThat(line.get("time").textOr("")).isEqualTo("2026-03-01T08:00:40Z");
    assertThat(line.get("explanation").textOr(""))
        .isEqualTo(
            "ann on web1 signed in from 198.51.100.7 after at least 10 failed sign-ins of that account within 28.0 seconds.");
    assertThat(Json.write(line.get("group"))).isEqualTo("{\"account\":\"ann on web1\"}");
    assertThat(Json.write(line.get("events"))).contains("\"record\":3");
  }

  @Test
  void itBecomesAnAlertAndIsLeftOutWhereNobodyWantsIt() throws IOException {
    Run alerts = detect(guessed(), "--output", "jsonl", "--alerts");
    assertThat(alerts.out()).contains("\"alertDisplayName\":\"Sign-in after many failed ones\"");
    assertThat(behaviour(detect(guessed(), "--output", "jsonl", "--no-behaviour"))).isEmpty();
    assertThat(behaviour(detect(guessed(), "--output", "jsonl", "--severity", "critical")))
        .isEmpty();
    assertThat(detect(guessed(), "--fail-on", "high").code()).isEqualTo(1);
  }

  @Test
  void aRecordingIsHeldAgainstWhatWasLearntBefore() throws IOException {
    Path today = processes("today.jsonl", 400, 401, "C:\\\\Windows\\\\System32\\\\cmd.exe");
    assertThat(behaviour(detect(today, "--output", "jsonl"))).isEmpty();
    String baselines = folder.resolve("learnt").toString();
    Path before = processes("before.jsonl", 0, 300, "C:\\\\Windows\\\\splwow64.exe");
    detect(before, "--output", "jsonl", "--baselines", baselines);
    List<Value> found = behaviour(detect(today, "--output", "jsonl", "--baselines", baselines));
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().get("explanation").textOr(""))
        .startsWith("winword.exe started cmd.exe");
    // learnt by now
    assertThat(behaviour(detect(today, "--output", "jsonl", "--baselines", baselines))).isEmpty();
  }

  @Test
  void aFileThatHoldsNoBaselinesIsAWrongCall() throws IOException {
    Path notes = Files.writeString(folder.resolve("notes"), "notes that are long enough");
    Run run = detect(guessed(), "--baselines", notes.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("notes").contains("no baselines of Merlon");
    assertThat(notes).hasContent("notes that are long enough");
    assertThat(detect(guessed(), "--baselines", "x", "--no-behaviour").code()).isEqualTo(2);
  }
}
