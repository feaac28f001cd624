package io.merlon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HelpTest {
  @Test
  void helpShowsEveryJobOnALineOfItsOwn() {
    Run run = Run.of("help");
    assertThat(run.code()).isZero();
    assertThat(run.out()).doesNotContain("%n");
    List<String> lines = run.out().lines().map(String::strip).toList();
    for (String job :
        List.of(
            "assess",
            "definitions check",
            "definitions list",
            "definitions show",
            "estate generate",
            "machine show",
            "help")) {
      assertThat(lines).as(job).anyMatch(line -> line.startsWith(job + " "));
    }
  }

  @Test
  void everyCommandTellsTheVersion() {
    assertThat(Run.of("--version").out())
        .isEqualToIgnoringNewLines("merlon " + ProductVersion.NUMBER);
    assertThat(Run.of("assess", "--version").out())
        .isEqualToIgnoringNewLines("merlon " + ProductVersion.NUMBER);
  }

  @Test
  void nothingAtAllIsHelp() {
    assertThat(Run.of().out()).isEqualTo(Run.of("help").out());
  }
}
