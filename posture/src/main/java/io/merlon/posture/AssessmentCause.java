package io.merlon.posture;

/** Why an assessment has its status, as {@code status.cause} of {@code assessments} says it. */
public enum AssessmentCause {
  /** The rule itself decided. */
  NONE(""),
  /** An exemption that has not expired covers the resource; its id is the detail. */
  EXEMPT("Exempt"),
  /** A template function of the rule failed on this resource; the evidence tells which. */
  EVALUATION_FAILED("EvaluationFailed"),
  /** The rule looks for an assessment by name that no engine has produced. */
  NOT_ASSESSED("NotAssessed"),
  /** Every assignment switches the rule off by its effect. */
  OFF_BY_POLICY("OffByPolicy"),
  /** The rule's conditions leave this resource out. */
  NOT_APPLICABLE("NotApplicable"),
  /** The engine that makes the assessment that the rule looks for left this resource out. */
  SOURCE_NOT_APPLICABLE("SourceNotApplicable"),
  /**
   * Unhealthy, but a governance rule gives time until its due date; not in the score until then.
   */
  GRACE_PERIOD("GracePeriod");

  private final String code;

  AssessmentCause(String code) {
    this.code = code;
  }

  /** The word that is written; empty for {@link #NONE}. */
  public String code() {
    return code;
  }

  @Override
  public String toString() {
    return code;
  }
}
