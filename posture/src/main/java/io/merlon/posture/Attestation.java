package io.merlon.posture;

import io.merlon.model.ResourceId;
import io.merlon.model.Value;
import io.merlon.policy.PolicyProblem;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Somebody's word that a manual requirement is met, or is not ({@code
 * Microsoft.PolicyInsights/attestations}).
 *
 * @param id its id
 * @param scope the resource, group or subscription that it speaks for
 * @param assignmentId the policy assignment that it is for; empty for any
 * @param reference the definition's reference id in the initiative, or the definition's name; empty
 *     for all of the assignment
 * @param compliant whether the requirement is met
 * @param evidence what shows it: text or links
 * @param expiresOn from when on it no longer counts
 */
public record Attestation(
    String id,
    ResourceId scope,
    String assignmentId,
    String reference,
    boolean compliant,
    String evidence,
    Optional<Instant> expiresOn) {
  public Attestation {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(assignmentId, "assignmentId");
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(evidence, "evidence");
    Objects.requireNonNull(expiresOn, "expiresOn");
  }

  /** Whether it counts at this time. It does not at the very instant of its expiry. */
  public boolean isActive(Instant now) {
    return expiresOn.isEmpty() || now.isBefore(expiresOn.get());
  }

  /**
   * Reads an attestation as ARM gives it; its scope is what its id extends. One whose state is
   * unknown says nothing, and is nothing.
   *
   * @param source the file or other place, for problems
   * @param problems takes what is wrong
   */
  public static Optional<Attestation> read(
      String source, Value document, Consumer<PolicyProblem> problems) {
    return new AttestationReader(source, problems).read(document);
  }
}
