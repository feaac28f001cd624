package io.merlon.posture;

import io.merlon.model.ResourceId;
import io.merlon.model.Severity;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who is to fix what by when; the first rule that fits an unhealthy resource applies.
 *
 * @param name its name, for people
 * @param scope where it applies; {@code /} for everywhere
 * @param severities the severities that it is for; empty for all
 * @param recommendations the definition names that it is for, in lower case; empty for all
 * @param owner who is to fix it
 * @param ownerTag the tag of a resource that names its owner, who then takes {@code owner}'s place
 * @param timeframe the time between a resource turning unhealthy and its due date
 * @param gracePeriod whether a resource is left out of the score until its due date has passed
 */
public record GovernanceRule(
    String name,
    ResourceId scope,
    Set<Severity> severities,
    Set<String> recommendations,
    String owner,
    Optional<String> ownerTag,
    Duration timeframe,
    boolean gracePeriod) {
  public GovernanceRule {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(scope, "scope");
    severities = Set.copyOf(severities);
    recommendations = Set.copyOf(recommendations);
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(ownerTag, "ownerTag");
    if (timeframe.isNegative()) {
      throw new IllegalArgumentException(
          "the governance rule " + name + " has a negative timeframe");
    }
  }
}
