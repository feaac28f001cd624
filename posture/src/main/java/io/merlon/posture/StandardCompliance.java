package io.merlon.posture;

import io.merlon.policy.PolicyInitiative;
import java.util.List;

/**
 * How far a standard (an assigned initiative) is met.
 *
 * @param initiative the standard
 * @param assignment the id of the assignment
 * @param passed controls that passed
 * @param failed controls that failed
 * @param skipped controls in which nothing could be assessed
 * @param manual controls that wait for attestation
 * @param percentage {@code 100 x passed / (passed + failed)}; 0 when no control was assessed
 * @param assessmentPercentage {@code 100 x passed / (passed + failed)} over the references of the
 *     whole initiative, each counted once; 0 when none was assessed
 * @param controls all controls, in the initiative's order
 */
public record StandardCompliance(
    PolicyInitiative initiative,
    String assignment,
    int passed,
    int failed,
    int skipped,
    int manual,
    double percentage,
    double assessmentPercentage,
    List<ControlCompliance> controls) {
  public StandardCompliance {
    controls = List.copyOf(controls);
  }

  /** Whether any control was assessed, so that the percentages say something. */
  public boolean isAssessed() {
    return passed + failed > 0;
  }
}
