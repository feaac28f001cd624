package io.merlon.cli.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.cli.Run;
import io.merlon.testing.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  @TempDir private Path folder;

  private void definition(String name, String mode, String operator) throws IOException {
    Files.writeString(
        folder.resolve(name + ".json"),
        """
        {"name": "%s", "properties": {"displayName": "x", "mode": "%s",
         "policyRule": {"if": {"field": "type", "%s": "a/b"}, "then": {"effect": "audit"}}}}
        """
            .formatted(name, mode, operator));
  }

  @Test
  void lastLineCountsEachDocumentOnce() throws IOException {
    definition("good", "All", "equals");
    definition("inside", "Microsoft.KeyVault.Data", "equals");
    Run run = Run.of("definitions", "check", folder.toString());
    assertThat(run.out().lines().toList().getLast()).isEqualTo("1 loaded, 1 classed, 0 failed");
    assertThat(run.out()).contains("data-plane mode");
    assertThat(run.code()).isZero();
  }

  @Test
  void failureIsToldWithFilePointerAndReason() throws IOException {
    definition("good", "All", "equals");
    definition("bad", "All", "resembles");
    Run run = Run.of("definitions", "check", folder.toString());
    assertThat(run.out())
        .contains(folder.resolve("bad.json").toString())
        .contains("/properties/policyRule/if")
        .contains("resembles");
    assertThat(run.out().lines().toList().getLast()).isEqualTo("1 loaded, 0 classed, 1 failed");
    assertThat(run.code()).isEqualTo(3);
  }

  @Test
  void eachBadDocumentOfAFileIsCounted() throws IOException {
    Files.writeString(folder.resolve("list.json"), "[{\"a\": 1}, {\"b\": 2}]");
    Run run = Run.of("definitions", "check", folder.toString());
    assertThat(run.out().lines().toList().getLast()).isEqualTo("0 loaded, 0 classed, 2 failed");
  }

  @Test
  void whatIsPlainlyNoDefinitionIsNamedWithItsReasonAndDoesNotFail() throws IOException {
    definition("good", "All", "equals");
    Files.writeString(folder.resolve("controls.json"), "{\"controls\": [{\"id\": \"mfa\"}]}");
    Run run = Run.of("definitions", "check", folder.toString());
    assertThat(run.out()).contains("controls.json: no policy");
    assertThat(run.out().lines().toList().getLast()).isEqualTo("1 loaded, 0 classed, 0 failed");
    assertThat(run.code()).isZero();
  }

  @Test
  void aDefinitionThatLostItsRuleFails() throws IOException {
    for (String lost :
        List.of(
            "{\"mode\": \"All\", \"parameters\": {}}",
            "{\"properties\": {\"displayName\": \"A rule\"}}",
            "{\"if\": {}, \"then\": {}}",
            "{}")) {
      Files.writeString(folder.resolve("lost.json"), lost);
      Run run = Run.of("definitions", "check", folder.toString());
      assertThat(run.out().lines().toList().getLast()).isEqualTo("0 loaded, 0 classed, 1 failed");
    }
  }

  @Test
  void ownContentHasNoFailure() {
    Run run =
        Run.of(
            "definitions",
            "check",
            ProjectFolder.root().resolve("content/src/main/resources").toString());
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("controls.json: no policy", "test resources");
    assertThat(run.out().lines().toList().getLast()).endsWith(" 0 failed");
  }

  @Test
  void breaksDownByEffectAndCategory() throws IOException {
    definition("good", "All", "equals");
    assertThat(Run.of("definitions", "check", "--by", "effect", folder.toString()).out())
        .contains("audit");
    assertThat(Run.of("definitions", "check", "--by", "category", folder.toString()).code())
        .isZero();
  }
}
