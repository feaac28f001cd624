package io.merlon.policy;

import io.merlon.model.ResourceType;
import io.merlon.policy.evaluate.Test;
import java.util.List;
import java.util.Optional;

/**
 * All that can apply to resources of one type.
 *
 * @param assignments the policies, by assignment, so that its scope is looked at once a resource
 */
record TypePlan(ResourceType type, List<Assigned> assignments) {

  /** The policies of one assignment. */
  record Assigned(PolicyAssignment assignment, List<Compiled> policies) {}

  /**
   * One policy, compiled for the type.
   *
   * @param condition the rule's {@code if}
   * @param applicable whether the policy applies where {@code if} is false
   * @param existence what it looks for, where its effect looks for related resources
   * @param itself the existence condition where the related resource is the evaluated one
   */
  record Compiled(
      PlannedPolicy policy,
      Test condition,
      Test applicable,
      Optional<ExistenceSearch> existence,
      Optional<Test> itself) {}
}
