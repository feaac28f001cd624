package io.merlon.policy.evaluate;

import io.merlon.model.ObjectValue;
import io.merlon.model.Value;

/** What a rule may ask that is not in the resource itself. */
public interface Surroundings {
  /** The answer of {@code utcNow()}: ISO 8601. */
  String utcNow();

  /** The answer of {@code requestContext()}. */
  ObjectValue requestContext();

  /** The answer of {@code subscription()} for the resource being evaluated. */
  Value subscriptionOf(ObjectValue resource);

  /** The answer of {@code resourceGroup()} for the resource being evaluated. */
  Value resourceGroupOf(ObjectValue resource);
}
