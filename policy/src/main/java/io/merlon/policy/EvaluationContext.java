package io.merlon.policy;

import io.merlon.model.ObjectValue;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What rules may ask that no inventory holds.
 *
 * @param now the answer of {@code utcNow()}
 * @param requestContext the answer of {@code requestContext()}
 * @param subscription the answer of {@code subscription()} for every resource, where it is not to
 *     be found in the inventory
 * @param resourceGroup the same for {@code resourceGroup()}
 */
public record EvaluationContext(
    Instant now,
    ObjectValue requestContext,
    Optional<ObjectValue> subscription,
    Optional<ObjectValue> resourceGroup) {
  /** The latest request there is: rules that ask for the API version mean old requests. */
  private static final ObjectValue LATEST =
      ObjectValue.builder().put("apiVersion", "9999-12-31").build();

  public EvaluationContext {
    Objects.requireNonNull(now, "now");
  }

  /** The context of an assessment of resources as they are. */
  public static EvaluationContext at(Instant now) {
    return new EvaluationContext(now, LATEST, Optional.empty(), Optional.empty());
  }
}
