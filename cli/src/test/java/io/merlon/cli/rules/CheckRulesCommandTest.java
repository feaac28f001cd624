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
  void aFolderThatIsNotThereFails() {
    Run run = Run.of("rules", "check", folder.resolve("nowhere").toString());
    assertThat(lastLine(run)).isEqualTo("0 loaded, 0 unsupported, 1 failed");
    assertThat(run.code()).isEqualTo(3);
  }

  private static String lastLine(Run run) {
    return run.out().lines().toList().getLast();
  }
}
