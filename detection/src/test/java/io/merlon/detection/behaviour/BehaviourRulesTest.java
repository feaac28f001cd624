package io.merlon.detection.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merlon.detection.alert.Tactic;
import io.merlon.model.Severity;
import org.junit.jupiter.api.Test;

class BehaviourRulesTest {
  @Test
  void everyRuleSaysWhatAnAlertNeeds() {
    assertThat(BehaviourRules.builtIn().all())
        .hasSize(BehaviourRule.Kind.values().length)
        .allSatisfy(rule -> {
          assertThat(rule.id()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
          assertThat(rule.severity()).isGreaterThan(Severity.INFORMATIONAL);
          assertThat(Tactic.of(rule.tags())).isNotEmpty();
          assertThat(rule.header().description()).isNotBlank();
          assertThat(rule.header().list("falsepositives")).isNotEmpty();
          assertThat(rule.thresholds()).isNotEmpty();
        })
        .extracting(BehaviourRule::id)
        .doesNotHaveDuplicates();
  }

  @Test
  void whatIsNoRuleIsNamedWithItsPlace() {
    refused("{", "mine: not YAML");
    refused("a: b", "mine: has to be a list");
    refused("- text", "mine: rule 1: has to be a map");
    refused("- {kind: unheard-of}", "mine: rule 1: no kind is called unheard-of");
    refused("- {kind: beacon}", "mine: rule 1: 'id' is missing");
    refused(
        "- {kind: beacon, thresholds: {jitter: much}}", "mine: rule 1: jitter has to be a number");
    refused("[]", "mine: no rule of the kind rare-child");
  }

  private static void refused(String yaml, String reason) {
    assertThatThrownBy(() -> BehaviourRules.read("mine", yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(reason);
  }
}
