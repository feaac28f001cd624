package io.merlon.posture;

import io.merlon.policy.PolicyGroup;
import java.util.List;

/**
 * A control of a standard: a group of an initiative.
 *
 * <p>Its state follows the order in which Azure Policy rolls states up: failed when anything in it
 * failed, else passed when anything in it passed, else manual when anything waits for attestation,
 * else skipped. What waits or is skipped stays visible in {@link #manual()} and {@link #skipped()}.
 *
 * @param group the group
 * @param state the control's state
 * @param passed its assessments that passed
 * @param failed its assessments that failed
 * @param skipped its assessments that could not be made
 * @param manual its assessments that wait for attestation
 * @param assessments all of them
 */
public record ControlCompliance(
    PolicyGroup group,
    ComplianceState state,
    int passed,
    int failed,
    int skipped,
    int manual,
    List<ComplianceAssessment> assessments) {
  public ControlCompliance {
    assessments = List.copyOf(assessments);
  }
}
