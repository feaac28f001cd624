package io.merlon.posture;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.json.Json;
import io.merlon.model.Severity;
import io.merlon.policy.PolicyProblem;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PostureContentTest {
  private static final String CONTROLS =
      """
      {"controls": [
        {"id": "enable-mfa", "displayName": "Enable MFA", "description": "d", "maxScore": 10},
        {"id": "best-practices", "maxScore": 0}]}
      """;

  @Test
  void readsControlsInTheirOrder() {
    PostureContent content = read(CONTROLS, "{\"recommendations\": []}");
    assertThat(content.problems()).isEmpty();
    assertThat(content.controls())
        .containsExactly(
            new SecurityControl("enable-mfa", "Enable MFA", "d", 10),
            new SecurityControl("best-practices", "best-practices", "", 0));
    assertThat(content.control("Enable-MFA")).isPresent();
  }

  @Test
  void readsWhatIsSaidOfADefinition() {
    PostureContent content =
        read(
            CONTROLS,
            """
            {"recommendations": [{"definition": "AAAA", "severity": "high", "control": "enable-mfa",
              "why": "w", "remediation": ["one", "two"], "tactics": ["Initial Access"],
              "techniques": ["T1078"], "quickFix": {"kind": "az", "text": "az x"},
              "freshness": "PT6H"}]}
            """);
    assertThat(content.problems()).isEmpty();
    RecommendationContent said = content.recommendations().get("aaaa");
    assertThat(said).isNotNull();
    assertThat(said.severity()).isEqualTo(Severity.HIGH);
    assertThat(said.remediation()).containsExactly("one", "two");
    assertThat(said.quickFix()).contains(new QuickFix("az", "az x"));
    assertThat(said.controlId()).contains("enable-mfa");
    assertThat(said.freshness()).isEqualTo(Duration.ofHours(6));
  }

  @Test
  void aWrongPartIsNamedByItsPointerAndTheRestIsTaken() {
    PostureContent content =
        read(
            """
            {"controls": [{"id": "a", "maxScore": -1}, {"id": "b", "maxScore": 2},
              {"id": "B", "maxScore": 3}, {"maxScore": 3}, 7]}
            """,
            """
            {"recommendations": [
              {"definition": "one", "severity": "grave", "control": "nowhere"},
              {"severity": "High"},
              {"definition": "two", "remediation": "text", "quickFix": {"kind": "perl", "text": "x"}},
              {"definition": "TWO"},
              {"definition": "three", "tactics": [1], "freshness": "soon"}]}
            """);
    assertThat(content.controls()).containsExactly(new SecurityControl("b", "b", "", 2));
    assertThat(content.recommendations().keySet()).containsExactlyInAnyOrder("one", "two", "three");
    assertThat(content.problems())
        .extracting(PolicyProblem::source, PolicyProblem::pointer)
        .map(tuple -> tuple.toList().get(0) + " " + tuple.toList().get(1))
        .containsExactly(
            "controls.json /controls/4",
            "controls.json /controls/0/maxScore",
            "controls.json /controls/2/id",
            "controls.json /controls/3/id",
            "mcsb.json /recommendations/0/severity",
            "mcsb.json /recommendations/0/control",
            "mcsb.json /recommendations/1/definition",
            "mcsb.json /recommendations/2/remediation",
            "mcsb.json /recommendations/2/quickFix/kind",
            "mcsb.json /recommendations/3/definition",
            "mcsb.json /recommendations/4/tactics/0",
            "mcsb.json /recommendations/4/freshness");
  }

  @Test
  void aDocumentThatIsNotOneIsAProblem() {
    PostureContent content = read("[]", "{\"recommendations\": {}}");
    assertThat(content.controls()).isEmpty();
    assertThat(content.problems())
        .extracting(PolicyProblem::reason)
        .containsExactly(
            "an array is expected here, not nothing", "an array is expected here, not an object");
  }

  private static PostureContent read(String controls, String recommendations) {
    return PostureContent.builder()
        .addControls("controls.json", Json.parse(controls))
        .addRecommendations("mcsb.json", Json.parse(recommendations))
        .build();
  }
}
