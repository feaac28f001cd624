package io.merlon.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.cli.Run;
import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanCommandTest {
  /** Made of pieces, so that no scan of this repository finds it. */
  private static final String PASSWORD = "correct" + "Horse" + "9Battery";

  private static final String ADVISORY =
      """
      {"id": "GHSA-1", "modified": "2024-01-01T00:00:00Z", "aliases": ["CVE-2024-1"],
       "summary": "a <b>flaw</b>",
       "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
       "affected": [{"package": {"ecosystem": "PyPI", "name": "some-package"},
         "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.2"}]}]}]}
      """;

  @TempDir private Path folder;

  private Path index;
  private String target;

  @BeforeEach
  void makeFolder() throws IOException {
    Path feed = Files.writeString(folder.resolve("feed.json"), ADVISORY);
    index = folder.resolve("index");
    assertThat(Run.of("advisories", "import", feed.toString(), "--index", index.toString()).code())
        .isZero();
    Path scanned = Files.createDirectories(folder.resolve("app"));
    Files.writeString(scanned.resolve("requirements.txt"), "some-package==1.1\n");
    Files.writeString(
        scanned.resolve("settings.ini"),
        "[db]\nurl = postgres://app:" + PASSWORD + "@db.internal/app\n");
    target = "dir:" + scanned;
  }

  private Run scan(String... options) {
    String[] all = new String[options.length + 4];
    all[0] = "scan";
    all[1] = target;
    all[2] = "--advisories";
    all[3] = index.toString();
    System.arraycopy(options, 0, all, 4, options.length);
    return Run.of(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "cyclonedx", "spdx", "sarif", "ocsf", "html"})
  void noFormOfTheResultShowsASecretsValue(String form) {
    Run run = scan("--output", form);
    assertThat(run.code()).isZero();
    for (int at = 0; at + 5 <= PASSWORD.length(); at++) {
      assertThat(run.out() + run.err()).doesNotContain(PASSWORD.substring(at, at + 5));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "sarif", "html"})
  void formsForPeopleAndToolsSayWhereTheSecretLies(String form) {
    assertThat(scan("--output", form).out()).contains("settings.ini").contains("password");
    assertThat(scan("--output", form, "--no-secrets").out()).doesNotContain("settings.ini");
  }

  @Test
  void anOcsfEventIsAVulnerabilityFinding() {
    Value event = Json.parse(scan("--output", "ocsf").out().strip());
    assertThat(event.get("class_uid").toString()).isEqualTo("2002");
    assertThat(event.get("type_uid").toString()).isEqualTo("200201");
    assertThat(
            event.get("vulnerabilities") instanceof ArrayValue list
                ? list.items()
                : List.<Value>of())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.get("cve").get("uid").textOr("")).isEqualTo("CVE-2024-1");
          assertThat(one.get("is_fix_available").toString()).isEqualTo("true");
        });
  }

  @Test
  void thePageEscapesWhatComesFromOutside() {
    assertThat(scan("--output", "html").out())
        .contains("a &lt;b&gt;flaw&lt;/b&gt;")
        .doesNotContain("<b>flaw");
  }

  @Test
  void aSecretCountsForTheExitCodeToo() throws IOException {
    Files.delete(folder.resolve("app/requirements.txt"));
    assertThat(scan("--fail-on", "high").code()).isEqualTo(1);
    assertThat(scan("--fail-on", "critical").code()).isZero();
    assertThat(scan("--fail-on", "high", "--no-secrets").code()).isZero();
  }

  @Test
  void theIndexTellsWhatIsInIt() {
    Run run = Run.of("advisories", "show", "--index", index.toString());
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("osv GHSA").contains("2024-01-01");
    assertThat(Run.of("advisories", "show", "--index", index + ".none").code()).isEqualTo(3);
  }

  @Test
  void publishersAreListed() {
    assertThat(Run.of("advisories", "update", "--list").out()).contains("https://www.cisa.gov/");
    assertThat(Run.of("advisories", "update", "nobody").code()).isEqualTo(2);
  }
}
