package io.merlon.connect.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.json.Json;
import io.merlon.model.ResourceId;
import io.merlon.model.Severity;
import io.merlon.policy.PolicyProblem;
import io.merlon.posture.GovernanceRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GovernanceReaderTest {
  private static final String ID =
      "/subscriptions/S1/providers/Microsoft.Security/governanceRules/r1";
  private final List<PolicyProblem> problems = new ArrayList<>();

  private Optional<GovernanceRule> read(String properties) {
    return GovernanceReader.read(
        "here",
        Json.parse("{\"id\":\"" + ID + "\",\"properties\":" + properties + "}"),
        problems::add);
  }

  @Test
  void aRuleAsPublishedIsRead() {
    GovernanceRule rule =
        read("""
        {"displayName": "Soon", "remediationTimeframe": "7.00:00:00", "rulePriority": 200,
         "isGracePeriod": true, "sourceResourceType": "Assessments",
         "excludedScopes": ["/subscriptions/S1/resourceGroups/sandbox"],
         "conditionSets": [{"conditions": [
           {"property": "$.AssessmentKey", "operator": "In", "value": "[\\"B1\\", \\"b2\\"]"}]}],
         "ownerSource": {"type": "Manually", "value": "ann@example.org"}}\
        """)
            .orElseThrow();
    assertThat(rule.name()).isEqualTo(ID);
    assertThat(rule.recommendations()).containsExactlyInAnyOrder("b1", "b2");
    assertThat(rule.timeframe()).isEqualTo(Duration.ofDays(7));
    assertThat(rule.owner()).isEqualTo("ann@example.org");
    assertThat(rule.gracePeriod()).isTrue();
    assertThat(rule.isAbout(ResourceId.of("/subscriptions/s1/resourceGroups/g"))).isTrue();
    assertThat(rule.isAbout(ResourceId.of("/subscriptions/s1/resourceGroups/SANDBOX/x"))).isFalse();
    assertThat(rule.isAbout(ResourceId.of("/subscriptions/s2"))).isFalse();
    assertThat(problems).isEmpty();
  }

  @Test
  void anOwnerByTagAndASeverityAreRead() {
    GovernanceRule rule =
        read("""
        {"remediationTimeframe": "00:30:00", "conditionSets": [{"conditions": [
           {"property": "$.Metadata.severity", "operator": "Equals", "value": "High"}]}],
         "ownerSource": {"type": "ByTag", "value": "team"}}\
        """)
            .orElseThrow();
    assertThat(rule.severities()).containsExactly(Severity.HIGH);
    assertThat(rule.ownerTag()).contains("team");
    assertThat(rule.owner()).isEmpty();
  }

  @Test
  void aDisabledRuleIsPassedOverAndAWrongOneIsNamed() {
    assertThat(read("{\"isDisabled\": true}")).isEmpty();
    assertThat(problems).isEmpty();
    assertThat(read("{\"remediationTimeframe\": \"soon\"}")).isEmpty();
    assertThat(problems)
        .extracting(PolicyProblem::pointer)
        .containsExactly("/properties/remediationTimeframe");
  }
}
