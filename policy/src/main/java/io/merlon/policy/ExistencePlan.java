package io.merlon.policy;

import io.merlon.model.ResourceType;
import io.merlon.policy.evaluate.Test;
import io.merlon.policy.syntax.PolicyRule;

/**
 * One policy's check for a related resource.
 *
 * @param related the rule's own words
 * @param type the type it looks for
 * @param condition what a related resource has to meet
 * @param slot the place of the condition's outcome among all for the type
 * @param needsEvaluated whether the condition also asks the evaluated resource, so that it cannot
 *     be decided when the related one streams by
 */
record ExistencePlan(
    PolicyRule.Related related,
    ResourceType type,
    Test condition,
    int slot,
    boolean needsEvaluated) {}
