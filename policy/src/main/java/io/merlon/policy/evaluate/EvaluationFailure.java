package io.merlon.policy.evaluate;

/**
 * A template function could not do its work on this resource, which in Azure fails the evaluation
 * of the policy. Carries no stack trace: it is a result, not a defect.
 */
public final class EvaluationFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  public EvaluationFailure(String message) {
    super(message, null, false, false);
  }
}
