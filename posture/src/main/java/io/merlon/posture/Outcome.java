package io.merlon.posture;

/**
 * How one policy, or one recommendation, came out for one resource. In order of precedence: where
 * two assignments of one definition differ, the earlier of these counts for the recommendation.
 */
enum Outcome {
  UNHEALTHY(AssessmentStatus.UNHEALTHY, AssessmentCause.NONE),
  UNHEALTHY_IN_GRACE(AssessmentStatus.UNHEALTHY, AssessmentCause.GRACE_PERIOD),
  HEALTHY(AssessmentStatus.HEALTHY, AssessmentCause.NONE),
  EXEMPT(AssessmentStatus.NOT_APPLICABLE, AssessmentCause.EXEMPT),
  NOT_ASSESSED(AssessmentStatus.NOT_APPLICABLE, AssessmentCause.NOT_ASSESSED),
  SOURCE_NOT_APPLICABLE(AssessmentStatus.NOT_APPLICABLE, AssessmentCause.SOURCE_NOT_APPLICABLE),
  NOT_APPLICABLE(AssessmentStatus.NOT_APPLICABLE, AssessmentCause.NOT_APPLICABLE);

  /** The number of outcomes, for tables by outcome. */
  static final int COUNT = 7;

  private final AssessmentStatus status;
  private final AssessmentCause cause;

  Outcome(AssessmentStatus status, AssessmentCause cause) {
    this.status = status;
    this.cause = cause;
  }

  AssessmentStatus status() {
    return status;
  }

  AssessmentCause cause() {
    return cause;
  }

  boolean isUnhealthy() {
    return status == AssessmentStatus.UNHEALTHY;
  }
}
