package io.merlon.cli.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.cli.Run;
import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GovernanceTest {
  @TempDir private Path folder;
  private Export export;

  @BeforeEach
  void write() throws IOException {
    export = new Export(folder);
  }

  private String rule(String conditions, String timeframe) throws IOException {
    return export.write(
        "governance.json",
        """
        {"id": "/subscriptions/S1/providers/Microsoft.Security/governanceRules/storage",
         "name": "storage", "properties": {"displayName": "Storage team", "isDisabled": false,
          "remediationTimeframe": "%s", "isGracePeriod": false,
          "ownerSource": {"type": "Manually", "value": "storage@example.com"},
          "conditionSets": [{"conditions": [%s]}]}}
        """
            .formatted(timeframe, conditions));
  }

  private Value unhealthy(String governance) {
    Run run = Run.of(export.assess("-o", "json", "--governance", governance));
    assertThat(run.code()).isZero();
    ArrayValue assessments = (ArrayValue) Json.parse(run.out()).get("assessments");
    return assessments.items().stream()
        .filter(one -> one.get("status").textOr("").equals("Unhealthy"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatARuleCoversHasAnOwnerAndADueDate() throws IOException {
    LocalDate before = LocalDate.now(ZoneOffset.UTC);
    Value covered =
        unhealthy(
            rule(
                """
                {"property": "$.AssessmentKey", "operator": "In", "value": "[\\"only-https\\"]"}\
                """,
                "7.00:00:00"));
    LocalDate after = LocalDate.now(ZoneOffset.UTC);
    assertThat(covered.toString()).contains("storage@example.com");
    assertThat(covered.toString())
        .containsAnyOf(before.plusDays(7).toString(), after.plusDays(7).toString());
  }

  @Test
  void whatNoRuleCoversHasNeither() throws IOException {
    Value other =
        unhealthy(
            rule(
                """
                {"property": "$.Metadata.Severity", "operator": "Equals", "value": "High"}\
                """,
                "7.00:00:00"));
    assertThat(other.toString()).doesNotContain("storage@example.com");
  }

  @Test
  void aRuleThatCannotBeReadIsToldAndTheRestIsAssessed() throws IOException {
    Run run = Run.of(export.assess("-o", "csv", "--governance", rule("", "next week")));
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .contains("governance.json", "/properties/remediationTimeframe", "7.00:00:00");
    assertThat(run.out().lines()).hasSize(3);
  }
}
