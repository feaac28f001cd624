package io.merlon.policy;

/** What a policy says of a resource. */
public enum Verdict {
  /** The resource adheres to the policy. */
  COMPLIANT,
  /** The resource violates the policy. */
  NON_COMPLIANT,
  /** A violation because no related resource that the policy looks for is there at all. */
  RELATED_MISSING,
  /** The policy does not apply to the resource. */
  NOT_APPLICABLE,
  /** The rule could not be evaluated on this resource: a template function failed. */
  FAILED
}
