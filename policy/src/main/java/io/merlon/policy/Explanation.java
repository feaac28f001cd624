package io.merlon.policy;

import io.merlon.model.Value;
import java.util.List;
import java.util.Optional;

/**
 * A verdict with its reasons.
 *
 * @param verdict the verdict
 * @param effect the effect as the definition or assignment wrote it
 * @param details the effect's details with all expressions resolved, less templates to deploy;
 *     absent when there are none
 * @param message the assignment's non-compliance message, where it has one
 * @param evidence the leaf conditions that decided
 */
public record Explanation(
    Verdict verdict,
    String effect,
    Value details,
    Optional<String> message,
    List<Evidence> evidence) {
  public Explanation {
    evidence = List.copyOf(evidence);
  }
}
