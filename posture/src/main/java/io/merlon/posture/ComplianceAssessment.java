package io.merlon.posture;

import java.util.List;

/**
 * One reference of a compliance control and what it found under its own parameters.
 *
 * @param recommendation the definition that it refers to
 * @param referenceId its id in the initiative
 * @param state passed, failed, skipped or manual
 * @param reason why it is skipped ({@code NotAssessed}, {@code NoResources}, {@code Exempt}, a data
 *     plane mode, {@code MicrosoftManaged}, {@code OffByPolicy}...), or empty
 * @param passedResources the resources that comply
 * @param failedResources the resources that do not
 * @param skippedResources the resources left out
 * @param attestations ids of the attestations that decided a manual one
 */
public record ComplianceAssessment(
    Recommendation recommendation,
    String referenceId,
    ComplianceState state,
    String reason,
    long passedResources,
    long failedResources,
    long skippedResources,
    List<String> attestations) {
  public ComplianceAssessment {
    attestations = List.copyOf(attestations);
  }
}
