package io.merlon.content;

import static io.merlon.content.OwnContent.CONTENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.policy.AliasTable;
import io.merlon.policy.EvaluationContext;
import io.merlon.policy.ExistenceIndex;
import io.merlon.policy.PolicyAssignment;
import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyPlan;
import io.merlon.policy.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The Linux baseline on machines with all their facts, as the machine connector reports them. */
class WholeMachineTest {
  private static final EvaluationContext CONTEXT =
      EvaluationContext.at(Instant.parse("2026-01-01T00:00:00Z"));

  @Test
  void aHardenedMachineIsHealthyThroughout() throws IOException {
    Map<String, Verdict> verdicts = verdicts("hardened-machine.json");

    long linux =
        CONTENT.definitions().stream()
            .filter(one -> one.source().startsWith("definitions/linux/"))
            .count();
    assertThat(verdicts.values()).containsOnly(Verdict.COMPLIANT).hasSize((int) linux);
  }

  @Test
  void aFreshDebianHasTheFindingsThatOneExpects() throws IOException {
    Map<String, Verdict> verdicts = verdicts("fresh-debian-machine.json");

    assertThat(verdicts.values()).doesNotContain(Verdict.FAILED, Verdict.RELATED_MISSING);
    assertThat(named(verdicts, Verdict.NON_COMPLIANT))
        .contains(
            "linux-ssh-no-root-login",
            "linux-ssh-no-passwords",
            "linux-security-updates",
            "linux-firewall-active",
            "linux-mount-tmp-options",
            "linux-kernel-no-accept-redirects",
            "linux-sudo-asks-for-password",
            "linux-audit-active");
    assertThat(named(verdicts, Verdict.COMPLIANT))
        .contains(
            "linux-ssh-strong-ciphers",
            "linux-file-shadow",
            "linux-only-root-has-uid-0",
            "linux-kernel-syn-cookies",
            "linux-mac-enforcing",
            "linux-time-synchronised");
    assertThat(named(verdicts, Verdict.NOT_APPLICABLE))
        .contains("linux-audit-accounts", "linux-docker-socket", "linux-mount-home-options");
  }

  private static List<String> named(Map<String, Verdict> verdicts, Verdict wanted) {
    return verdicts.entrySet().stream()
        .filter(entry -> entry.getValue() == wanted)
        .map(Map.Entry::getKey)
        .collect(Collectors.toList());
  }

  private static Map<String, Verdict> verdicts(String file) throws IOException {
    PolicyLibrary.Builder library = PolicyLibrary.builder();
    CONTENT.definitions().forEach(one -> library.add(one.source(), one.document()));
    CONTENT.initiatives().forEach(one -> library.add(one.source(), one.document()));
    PolicyPlan plan =
        PolicyPlan.compile(
            library.build(),
            AliasTable.EMPTY,
            List.of(PolicyAssignment.ofDefaults(MerlonContent.BASELINE)));
    Resource machine = machine(file);
    ExistenceIndex.Builder index = plan.existenceIndex(CONTEXT);
    index.observe(machine);

    Map<String, Verdict> verdicts = new TreeMap<>();
    plan.evaluator(index.build(), CONTEXT)
        .evaluate(machine, (policy, verdict) -> verdicts.put(policy.definition().name(), verdict));
    return verdicts;
  }

  private static Resource machine(String file) throws IOException {
    try (InputStream in = WholeMachineTest.class.getResourceAsStream(file)) {
      ObjectValue document =
          (ObjectValue) Json.parse(Objects.requireNonNull(in, file).readAllBytes());
      return new Resource(
          ResourceId.of(document.get("id").textOr("")),
          ResourceType.of(document.get("type").textOr("")),
          document);
    }
  }
}
