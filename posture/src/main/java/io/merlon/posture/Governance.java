package io.merlon.posture;

import io.merlon.model.Resource;
import io.merlon.model.StringValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The governance rules of each recommendation, and what they make due by when. */
final class Governance {
  private final List<List<GovernanceRule>> rulesOf;
  private final LocalDate today;

  Governance(List<GovernanceRule> rules, List<Recommendation> recommendations, Instant now) {
    this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    this.rulesOf = new ArrayList<>();
    for (Recommendation recommendation : recommendations) {
      rulesOf.add(rules.stream().filter(rule -> rule.isFor(recommendation)).toList());
    }
  }

  /** The rule that applies to this resource, if any. */
  Optional<GovernanceRule> rule(int recommendation, Resource resource) {
    for (GovernanceRule rule : rulesOf.get(recommendation)) {
      if (rule.isAbout(resource.id())) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  /** The day (UTC) until which a resource that turned unhealthy then has to be fixed. */
  static LocalDate due(GovernanceRule rule, Instant unhealthySince) {
    return LocalDate.ofInstant(unhealthySince.plus(rule.timeframe()), ZoneOffset.UTC);
  }

  boolean isOverdue(LocalDate due) {
    return today.isAfter(due);
  }

  LocalDate today() {
    return today;
  }

  /** The owner by the resource's tag where the rule names one that it has, else the rule's own. */
  static String owner(GovernanceRule rule, Resource resource) {
    if (rule.ownerTag().isPresent()
        && resource.document().get("tags").get(rule.ownerTag().get())
            instanceof StringValue(String tagged)
        && !tagged.isBlank()) {
      return tagged;
    }
    return rule.owner();
  }

  /** Who is named for the recommendation: the owner of the first rule that is for it. */
  Optional<String> owner(int recommendation) {
    return rulesOf.get(recommendation).stream()
        .map(GovernanceRule::owner)
        .filter(owner -> !owner.isEmpty())
        .findFirst();
  }
}
