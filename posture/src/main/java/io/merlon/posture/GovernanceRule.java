package io.merlon.posture;

import io.merlon.model.ResourceId;
import io.merlon.model.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who is to fix what by when; the first rule that fits an unhealthy resource applies.
 *
 * @param name what tells it from others: its id, or a name for people where it has none
 * @param scope where it applies; {@code /} for everywhere
 * @param excludedScopes parts of that scope where it does not apply
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
    List<ResourceId> excludedScopes,
    Set<Severity> severities,
    Set<String> recommendations,
    String owner,
    Optional<String> ownerTag,
    Duration timeframe,
    boolean gracePeriod) {
  public GovernanceRule {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(scope, "scope");
    excludedScopes = List.copyOf(excludedScopes);
    severities = Set.copyOf(severities);
    recommendations = Set.copyOf(recommendations);
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(ownerTag, "ownerTag");
    if (timeframe.isNegative()) {
      throw new IllegalArgumentException(
          "the governance rule " + name + " has a negative timeframe");
    }
  }

  /** Whether it is for resources that are unhealthy for this recommendation. */
  public boolean isFor(Recommendation recommendation) {
    return (severities.isEmpty() || severities.contains(recommendation.severity()))
        && (recommendations.isEmpty()
            || recommendations.contains(recommendation.name().toLowerCase(Locale.ROOT)));
  }

  /** Whether it applies to this resource. */
  public boolean isAbout(ResourceId resource) {
    return resource.isWithin(scope) && excludedScopes.stream().noneMatch(resource::isWithin);
  }
}
