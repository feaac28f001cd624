package io.merlon.posture;

/** The state of one resource for one recommendation. */
public enum AssessmentStatus {
  HEALTHY("Healthy"),
  UNHEALTHY("Unhealthy"),
  NOT_APPLICABLE("NotApplicable");

  private final String code;

  AssessmentStatus(String code) {
    this.code = code;
  }

  /** The word of {@code Microsoft.Security/assessments}, property {@code status.code}. */
  public String code() {
    return code;
  }

  @Override
  public String toString() {
    return code;
  }
}
