package io.merlon.posture;

/**
 * How one policy, or one recommendation, came out for one resource. In order of precedence: where
 * two assignments of one definition differ, the one with the lower code counts for the
 * recommendation.
 */
enum Outcome {
  UNHEALTHY(0, AssessmentStatus.UNHEALTHY, AssessmentCause.NONE),
  UNHEALTHY_IN_GRACE(1, AssessmentStatus.UNHEALTHY, AssessmentCause.GRACE_PERIOD),
  FAILED(2, AssessmentStatus.NOT_APPLICABLE, AssessmentCause.EVALUATION_FAILED),
  HEALTHY(3, AssessmentStatus.HEALTHY, AssessmentCause.NONE),
  EXEMPT(4, AssessmentStatus.NOT_APPLICABLE, AssessmentCause.EXEMPT),
  NOT_ASSESSED(5, AssessmentStatus.NOT_APPLICABLE, AssessmentCause.NOT_ASSESSED),
  SOURCE_NOT_APPLICABLE(6, AssessmentStatus.NOT_APPLICABLE, AssessmentCause.SOURCE_NOT_APPLICABLE),
  NOT_APPLICABLE(7, AssessmentStatus.NOT_APPLICABLE, AssessmentCause.NOT_APPLICABLE);

  /** The number of outcomes, for tables by code. */
  static final int COUNT = 8;

  private static final Outcome[] BY_CODE = values();

  private final byte code;
  private final AssessmentStatus status;
  private final AssessmentCause cause;

  Outcome(int code, AssessmentStatus status, AssessmentCause cause) {
    this.code = (byte) code;
    this.status = status;
    this.cause = cause;
  }

  static Outcome of(int code) {
    return BY_CODE[code];
  }

  /** A number from 0 on: its place in tables, and its precedence. */
  byte code() {
    return code;
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
