package io.merlon.cli.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.cli.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExitCodeTest {
  @TempDir private Path folder;
  private Export export;

  @BeforeEach
  void write() throws IOException {
    export = new Export(folder);
  }

  @Test
  void findingsAloneDoNotFailARun() {
    assertThat(Run.of(export.assess()).code()).isZero();
  }

  @Test
  void findingsAtTheBarFailIt() {
    assertThat(Run.of(export.assess("--fail-on", "medium")).code()).isEqualTo(1);
    assertThat(Run.of(export.assess("--fail-on", "low")).code()).isEqualTo(1);
  }

  @Test
  void findingsBelowTheBarDoNot() {
    assertThat(Run.of(export.assess("--fail-on", "high")).code()).isZero();
  }

  @Test
  void brokenInputWinsOverFindingsAndTheRestIsAssessed() throws IOException {
    String cutShort = export.write("cut.json", "[" + Export.account("third", false) + ", {\"id\"");
    Run run =
        Run.of(
            export.assess(
                List.of(export.path("export.json").toString(), cutShort),
                "--fail-on",
                "low",
                "-o",
                "csv"));
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out()).contains("/third");
    assertThat(run.err()).contains("cut.json").contains("byte").contains("cut short");
  }

  @Test
  void aMissingFileIsAnInputError() {
    Run run = Run.of(export.assess(List.of(folder + "/nowhere.json")));
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out()).contains("nowhere.json: there is no such file");
  }

  @Test
  void anUnknownOptionInitiativeOrSeverityIsAUsageError() {
    assertThat(Run.of("assess", "--inventori", "x").code()).isEqualTo(2);
    assertThat(Run.of(export.assess("--fail-on", "terrible")).code()).isEqualTo(2);
    Run run = Run.of(export.assess("--initiative", "no-such-rules"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("no-such-rules").contains("--definitions");
  }
}
