package io.merlon.posture;

import io.merlon.model.ResourceId;
import java.time.Instant;
import java.util.Optional;

/**
 * What was settled before, so that a due date stays where it is for as long as a resource stays
 * unhealthy. What became healthy meanwhile has nothing settled any more.
 */
@FunctionalInterface
public interface EarlierGovernance {
  /** For a first run: due dates count from when a resource turned unhealthy. */
  EarlierGovernance NONE = (resource, definitionName) -> Optional.empty();

  /** What is settled of the resource for the definition of this name, if anything. */
  Optional<Settled> find(ResourceId resource, String definitionName);

  /**
   * What is settled.
   *
   * @param since from when a rule's timeframe counts
   * @param byHand what a person wrote over the rules
   */
  record Settled(Instant since, Optional<GovernanceAssignment> byHand) {}
}
