package io.merlon.posture;

import io.merlon.model.ResourceId;
import io.merlon.policy.PlannedPolicy;
import io.merlon.policy.PolicyAssignment;
import io.merlon.policy.PolicyGroup;
import io.merlon.policy.PolicyInitiative;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Turns the counts of each policy into the compliance of the initiatives that it belongs to. */
final class ComplianceWriter {
  private final Inputs inputs;
  private final PolicyTally tally;

  ComplianceWriter(Inputs inputs, PolicyTally tally) {
    this.inputs = inputs;
    this.tally = tally;
  }

  /** The standards whose assignment says something about a subscription. */
  List<StandardCompliance> writeFor(ResourceId subscription) {
    return write(assignment ->
        subscription.isWithin(assignment.scope()) || assignment.scope().isWithin(subscription));
  }

  /** One standard for each assignment of an initiative that has groups. */
  List<StandardCompliance> write() {
    return write(assignment -> true);
  }

  private List<StandardCompliance> write(Predicate<PolicyAssignment> meant) {
    Map<String, List<PlannedPolicy>> byAssignment = new LinkedHashMap<>();
    for (PlannedPolicy policy : inputs.plan().policies()) {
      if (policy.initiative().isPresent() && meant.test(policy.assignment())) {
        byAssignment.computeIfAbsent(policy.assignment().id(), id -> new ArrayList<>()).add(policy);
      }
    }
    List<StandardCompliance> standards = new ArrayList<>();
    byAssignment.forEach((assignment, policies) -> {
      PolicyInitiative initiative = policies.getFirst().initiative().orElseThrow();
      if (!initiative.groups().isEmpty()) {
        standards.add(standard(initiative, assignment, policies));
      }
    });
    return standards;
  }

  private StandardCompliance standard(
      PolicyInitiative initiative, String assignment, List<PlannedPolicy> policies) {
    Map<PlannedPolicy, ComplianceAssessment> assessments = new LinkedHashMap<>();
    Map<String, List<ComplianceAssessment>> byGroup = new LinkedHashMap<>();
    initiative.groups().forEach(group -> byGroup.put(fold(group.name()), new ArrayList<>()));
    for (PlannedPolicy policy : policies) {
      ComplianceAssessment assessment = assess(policy);
      assessments.put(policy, assessment);
      for (String group : policy.groupNames()) {
        List<ComplianceAssessment> members = byGroup.get(fold(group));
        if (members != null) {
          members.add(assessment);
        }
      }
    }
    List<ControlCompliance> controls = new ArrayList<>();
    for (PolicyGroup group : initiative.groups()) {
      controls.add(control(group, byGroup.getOrDefault(fold(group.name()), List.of())));
    }
    int passed = countControls(controls, ComplianceState.PASSED);
    int failed = countControls(controls, ComplianceState.FAILED);
    return new StandardCompliance(
        initiative,
        assignment,
        passed,
        failed,
        countControls(controls, ComplianceState.SKIPPED),
        countControls(controls, ComplianceState.MANUAL),
        percentage(passed, failed),
        percentage(
            count(assessments.values(), ComplianceState.PASSED),
            count(assessments.values(), ComplianceState.FAILED)),
        controls);
  }

  private static ControlCompliance control(
      PolicyGroup group, List<ComplianceAssessment> assessments) {
    int passed = count(assessments, ComplianceState.PASSED);
    int failed = count(assessments, ComplianceState.FAILED);
    int manual = count(assessments, ComplianceState.MANUAL);
    int skipped = count(assessments, ComplianceState.SKIPPED);
    ComplianceState state =
        failed > 0
            ? ComplianceState.FAILED
            : passed > 0
                ? ComplianceState.PASSED
                : manual > 0 ? ComplianceState.MANUAL : ComplianceState.SKIPPED;
    return new ControlCompliance(group, state, passed, failed, skipped, manual, assessments);
  }

  private ComplianceAssessment assess(PlannedPolicy policy) {
    int index = policy.index();
    long passed = tally.count(index, Outcome.HEALTHY);
    long failed = tally.count(index, Outcome.UNHEALTHY);
    long skipped = 0;
    for (Outcome outcome : Outcome.values()) {
      if (outcome.status() == AssessmentStatus.NOT_APPLICABLE) {
        skipped += tally.count(index, outcome);
      }
    }
    ComplianceState state =
        failed > 0
            ? ComplianceState.FAILED
            : passed > 0 ? ComplianceState.PASSED : ComplianceState.SKIPPED;
    String reason = state == ComplianceState.SKIPPED ? whySkipped(index, skipped) : "";
    List<Attestation> attested = List.of();
    if (NotEvaluableReason.isManual(policy)) {
      attested = inputs.attestations().stream().filter(one -> speaksFor(one, policy)).toList();
      state = attestedState(attested);
      reason = "";
    } else if (policy.notEvaluable().isPresent()) {
      state = ComplianceState.SKIPPED;
      reason = NotEvaluableReason.of(policy).orElse("");
    }
    return new ComplianceAssessment(
        recommendation(index),
        policy.referenceId(),
        state,
        reason,
        passed,
        failed,
        skipped,
        attested.stream().map(Attestation::id).toList());
  }

  private String whySkipped(int policy, long skipped) {
    if (skipped == 0) {
      return "NoResources";
    }
    Optional<Outcome> cause = Optional.empty();
    for (Outcome outcome : Outcome.values()) {
      if (cause.isEmpty() && tally.count(policy, outcome) > 0) {
        cause = Optional.of(outcome);
      }
    }
    return cause.map(outcome -> outcome.cause().code()).orElse("");
  }

  private boolean speaksFor(Attestation attestation, PlannedPolicy policy) {
    boolean sameAssignment =
        attestation.assignmentId().isEmpty()
            || attestation.assignmentId().equalsIgnoreCase(policy.assignment().id());
    boolean samePolicy =
        attestation.reference().isEmpty()
            || attestation.reference().equalsIgnoreCase(policy.referenceId())
            || attestation.reference().equalsIgnoreCase(policy.definition().name());
    boolean sameScope =
        attestation.scope().isWithin(policy.assignment().scope())
            || policy.assignment().scope().isWithin(attestation.scope());
    return sameAssignment && samePolicy && sameScope && attestation.isActive(inputs.now());
  }

  private static ComplianceState attestedState(List<Attestation> attested) {
    if (attested.isEmpty()) {
      return ComplianceState.MANUAL;
    }
    return attested.stream().allMatch(Attestation::compliant)
        ? ComplianceState.PASSED
        : ComplianceState.FAILED;
  }

  private Recommendation recommendation(int policy) {
    return inputs.table().recommendations().get(inputs.table().recommendationOf().getInt(policy));
  }

  private static int count(Collection<ComplianceAssessment> assessments, ComplianceState state) {
    return (int) assessments.stream().filter(one -> one.state() == state).count();
  }

  private static int countControls(List<ControlCompliance> controls, ComplianceState state) {
    return (int) controls.stream().filter(one -> one.state() == state).count();
  }

  private static double percentage(int passed, int failed) {
    return passed + failed == 0 ? 0 : 100.0 * passed / (passed + failed);
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
