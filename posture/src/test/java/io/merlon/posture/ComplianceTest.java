package io.merlon.posture;

import static io.merlon.posture.House.NOW;
import static io.merlon.posture.House.run;
import static io.merlon.posture.House.site;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.merlon.json.Json;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.policy.PolicyProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComplianceTest {
  private static final Resource GOOD = site("good", "{\"tls\": \"on\", \"log\": \"on\"}");
  private static final Resource BAD = site("bad", "{\"tls\": \"off\", \"log\": \"on\"}");

  private static final String MANUAL =
      """
      {"if": {"field": "type", "equals": "Microsoft.Resources/subscriptions"},
        "then": {"effect": "manual", "details": {"defaultState": "Unknown"}}}
      """;

  private static House house() {
    return rules().assign("standard", House.SETS + "standard", "{}");
  }

  private static House rules() {
    return new House()
        .siteRule("tls", "tls")
        .siteRule("log", "log")
        .definition("paper", "{}", MANUAL)
        .document(
            """
            {"id": "%splatform", "name": "platform", "properties": {"displayName": "Platform",
              "policyType": "Static", "mode": "All", "policyRule": {
                "if": {"field": "type", "equals": "Microsoft.Resources/subscriptions"},
                "then": {"effect": "audit"}}}}
            """
                .formatted(House.DEFINITIONS))
        .document(
            """
            {"id": "%scluster", "name": "cluster", "properties": {"displayName": "Cluster",
              "policyType": "BuiltIn", "mode": "Microsoft.Kubernetes.Data", "policyRule": {
                "if": {"field": "type", "equals": "Microsoft.ContainerService/managedClusters"},
                "then": {"effect": "audit", "details": {"templateInfo": {}}}}}}
            """
                .formatted(House.DEFINITIONS))
        .initiative(
            "standard",
            List.of("C-1", "C-2", "C-3", "C-4", "C-5", "C-6"),
            "tls:r1:C-1",
            "log:r2:C-1",
            "log:r3:C-2",
            "paper:r4:C-2",
            "paper:r5:C-3",
            "platform:r6:C-4",
            "cluster:r7:C-5");
  }

  @Test
  void eachControlIsPassedFailedSkippedOrManual() {
    StandardCompliance standard = standard(List.of(), GOOD, BAD);
    assertThat(standard.controls())
        .extracting(control -> control.group().name() + " " + control.state())
        .containsExactly(
            "C-1 Failed", "C-2 Passed", "C-3 Manual", "C-4 Skipped", "C-5 Skipped", "C-6 Skipped");
    assertThat(standard.passed()).isEqualTo(1);
    assertThat(standard.failed()).isEqualTo(1);
    assertThat(standard.manual()).isEqualTo(1);
    assertThat(standard.skipped()).isEqualTo(3);
    assertThat(standard.percentage()).isEqualTo(50);
    // r2 and r3 passed, r1 failed
    assertThat(standard.assessmentPercentage()).isEqualTo(200.0 / 3);
    ControlCompliance first = standard.controls().getFirst();
    assertThat(first.passed()).isEqualTo(1);
    assertThat(first.assessments().getFirst().failedResources()).isEqualTo(1);
    assertThat(first.assessments().getFirst().passedResources()).isEqualTo(1);
  }

  @Test
  void whatAResourceCannotTellIsShownWithItsReasonAndNeverAsPassed() {
    StandardCompliance standard = standard(List.of(), GOOD);
    assertThat(standard.controls().get(3).assessments())
        .extracting(ComplianceAssessment::state, ComplianceAssessment::reason)
        .containsExactly(tuple(ComplianceState.SKIPPED, "MicrosoftManaged"));
    assertThat(standard.controls().get(4).assessments())
        .extracting(ComplianceAssessment::state, ComplianceAssessment::reason)
        .containsExactly(tuple(ComplianceState.SKIPPED, "DataPlaneMode"));
    assertThat(standard.controls().get(1).manual()).isEqualTo(1);
  }

  @Test
  void eachSubscriptionHasItsOwnFiguresAndTheyFollowChanges() {
    Resource good = elsewhere(GOOD);
    ContinuousPosture posture =
        PostureAssessor.builder(
                rules().assignEverywhere(House.SETS + "standard").plan(), House.content(), NOW)
            .continuous();
    Map<ResourceId, Resource> inventory = new HashMap<>();
    List.of(BAD, good).forEach(one -> inventory.put(one.id(), one));
    posture.apply(
        inventory.keySet(), id -> Optional.ofNullable(inventory.get(id)), assessment -> {});
    assertThat(states(posture, House.SUBSCRIPTION)).startsWith("C-1 Failed", "C-2 Passed");
    assertThat(states(posture, "/subscriptions/s2")).startsWith("C-1 Passed", "C-2 Passed");
    assertThat(states(posture, "/subscriptions/s3")).startsWith("C-1 Skipped", "C-2 Manual");
    posture.apply(Set.of(BAD.id()), id -> Optional.empty(), assessment -> {});
    assertThat(states(posture, House.SUBSCRIPTION)).startsWith("C-1 Skipped", "C-2 Manual");
    assertThat(posture.standards("/subscriptions/s2")).isEqualTo(posture.report().standards());
  }

  @Test
  void whatIsAssignedElsewhereIsNoStandardOfASubscription() {
    ContinuousPosture posture =
        PostureAssessor.builder(house().plan(), House.content(), NOW).continuous();
    assertThat(posture.standards(House.SUBSCRIPTION)).hasSize(1);
    assertThat(posture.standards("/subscriptions/s2")).isEmpty();
  }

  private static Resource elsewhere(Resource resource) {
    String id = resource.id().text().replace(House.SUBSCRIPTION, "/subscriptions/s2");
    return new Resource(ResourceId.of(id), resource.type(), resource.document());
  }

  private static List<String> states(ContinuousPosture posture, String subscription) {
    return posture.standards(subscription).getFirst().controls().stream()
        .map(control -> control.group().name() + " " + control.state())
        .toList();
  }

  @Test
  void nothingAssessedGivesNoPercentage() {
    StandardCompliance standard = standard(List.of());
    assertThat(standard.isAssessed()).isFalse();
    assertThat(standard.percentage()).isZero();
    assertThat(standard.controls().getFirst().assessments())
        .extracting(ComplianceAssessment::reason)
        .containsOnly("NoResources");
  }

  @Test
  void anAttestationDecidesAManualControlUntilTheInstantOfExpiry() {
    assertThat(manual(attestation("Compliant", "r5", "2026-03-10T12:00:00.001Z")))
        .isEqualTo(ComplianceState.PASSED);
    assertThat(manual(attestation("NonCompliant", "r5", "2027-01-01T00:00:00Z")))
        .isEqualTo(ComplianceState.FAILED);
    assertThat(manual(attestation("Compliant", "r5", "2026-03-10T12:00:00Z")))
        .isEqualTo(ComplianceState.MANUAL);
    assertThat(manual(attestation("Compliant", "r9", "2027-01-01T00:00:00Z")))
        .isEqualTo(ComplianceState.MANUAL);
  }

  @Test
  void anAttestationNeverDecidesWhatIsAssessed() {
    StandardCompliance standard =
        standard(List.of(attestation("Compliant", "r1", "2027-01-01T00:00:00Z")), BAD);
    assertThat(standard.controls().getFirst().state()).isEqualTo(ComplianceState.FAILED);
  }

  @Test
  void aWrongAttestationIsNamedAndLeftOut() {
    List<PolicyProblem> problems = new ArrayList<>();
    String json =
        """
        {"id": "/subscriptions/s1/providers/Microsoft.PolicyInsights/attestations/x",
          "properties": {"policyAssignmentId": "/a", "complianceState": "Perhaps"}}
        """;
    assertThat(Attestation.read("a.json", Json.parse(json), problems::add)).isEmpty();
    assertThat(Attestation.read("a.json", Json.parse("[]"), problems::add)).isEmpty();
    assertThat(problems)
        .extracting(PolicyProblem::pointer)
        .containsExactly("/properties/complianceState", "/properties");
  }

  private static ComplianceState manual(Attestation attestation) {
    ControlCompliance control = standard(List.of(attestation), GOOD).controls().get(2);
    return control.state();
  }

  private static StandardCompliance standard(
      List<Attestation> attestations, Resource... resources) {
    PostureAssessor assessor =
        PostureAssessor.builder(house().plan(), House.content(), NOW)
            .attestations(attestations)
            .build();
    run(assessor, resources);
    assertThat(assessor.report().standards()).hasSize(1);
    return assessor.report().standards().getFirst();
  }

  private static Attestation attestation(String state, String reference, String expiresOn) {
    String json =
        """
        {"id": "/subscriptions/s1/providers/Microsoft.PolicyInsights/attestations/%s",
          "properties": {"policyAssignmentId": "%s", "policyDefinitionReferenceId": "%s",
            "complianceState": "%s", "expiresOn": "%s", "comments": "Signed",
            "evidence": [{"description": "minutes", "sourceUri": "https://example.org/m"}]}}
        """
            .formatted(reference, House.assignmentId("standard"), reference, state, expiresOn);
    Attestation read = Attestation.read("a.json", Json.parse(json), problem -> {}).orElseThrow();
    assertThat(read.evidence()).isEqualTo("Signed minutes (https://example.org/m)");
    assertThat(read.expiresOn()).contains(Instant.parse(expiresOn));
    return read;
  }
}
