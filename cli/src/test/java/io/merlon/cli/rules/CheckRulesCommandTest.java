package io.merlon.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.cli.Run;
import io.merlon.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckRulesCommandTest {
  private static final String RULE =
      """
      title: A rule
      id: 8b1d0e3a-0000-4000-8000-000000000001
      level: high
      logsource: {product: linux, category: process_creation}
      detection:
        selection: {Image|endswith: /nc}
        condition: selection
      """;

  @TempDir private Path folder;

  @Test
  void everyRuleOfTheFieldsRepositoryLoads() {
    Run run = Run.of("rules", "check", SharedData.require("sigma").resolve("rules").toString());
    assertThat(lastLine(run)).matches("\\d{4,} loaded, 0 unsupported, 0 failed");
    assertThat(run.out()).contains("windows/process_creation");
    assertThat(run.code()).isZero();
  }

  @Test
  void aBrokenRuleIsToldWithFileLineAndReasonAndTheOthersLoad() throws IOException {
    Files.createDirectories(folder.resolve("below"));
    Files.writeString(folder.resolve("below/good.yaml"), RULE);
    Files.writeString(folder.resolve("missing.yml"), RULE.replace("n: selection\n", "n: other\n"));
    Files.write(folder.resolve("latin.yml"), new byte[] {'t', (byte) 0xe9});
    Files.writeString(folder.resolve("notes.txt"), "not looked at");
    Run run = Run.of("rules", "check", folder.toString());
    assertThat(run.out())
        .contains("failed " + folder.resolve("missing.yml") + ":7: ")
        .contains("other")
        .contains(folder.resolve("latin.yml") + ": is not UTF-8");
    assertThat(lastLine(run)).isEqualTo("1 loaded, 0 unsupported, 2 failed");
    assertThat(run.code()).isEqualTo(3);
  }

  @Test
  void aFolderThatIsNotThereIsAWrongCallAndNoFailedRule() {
    Run run = Run.of("rules", "check", folder.resolve("nowhere").toString());
    assertThat(run.err()).contains("there is no such file or folder: " + folder.resolve("nowhere"));
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void correlationsAndFiltersInFilesOfTheirOwnAreLoaded() throws IOException {
    Files.writeString(folder.resolve("rule.yml"), RULE.replace("level", "name: nc\nlevel"));
    Files.writeString(
        folder.resolve("a_many.yml"),
        """
        title: Many
        correlation:
          {type: event_count, rules: [nc], group-by: [User], timespan: 1h, condition: {gte: 3}}
        """);
    Files.writeString(
        folder.resolve("b_filter.yml"),
        """
        title: Not ours
        logsource: {product: linux}
        filter: {rules: any, selection: {User: us}, condition: not selection}
        """);
    Run run = Run.of("rules", "check", folder.toString());
    assertThat(lastLine(run)).isEqualTo("3 loaded, 0 unsupported, 0 failed");
    assertThat(run.out()).containsPattern("correlations +1").containsPattern("filters +1");
    assertThat(run.code()).isZero();
  }

  @Test
  void placeholdersThatNobodyFilledAreNamed() throws IOException {
    Files.writeString(
        folder.resolve("rule.yml"), RULE.replace("Image|endswith: /nc", "User|expand: '%who%'"));
    String rule = folder.resolve("rule.yml").toString();
    assertThat(Run.of("rules", "check", rule).out()).contains("match nothing: who");
    Path values = Files.writeString(folder.resolve("values"), "who: [root, bob]\n");
    Run run = Run.of("rules", "check", rule, "--placeholders", values.toString());
    assertThat(run.out()).doesNotContain("match nothing");
    Files.writeString(values, "who: {a: b}\n");
    Run broken = Run.of("rules", "check", rule, "--placeholders", values.toString());
    assertThat(broken.err()).contains(values + ":1: ");
    assertThat(broken.code()).isEqualTo(2);
  }

  private static String lastLine(Run run) {
    return run.out().lines().toList().getLast();
  }
}
