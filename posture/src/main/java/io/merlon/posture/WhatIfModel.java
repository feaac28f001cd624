package io.merlon.posture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Answers what the score would be if some recommendations were fixed, from counts alone: in each
 * control those resources become healthy whose unhealthy recommendations are all among the fixed
 * ones. Resources that do not count now (exempt, in a grace period) stay out.
 */
final class WhatIfModel {
  private final ScoreLayout layout;
  private final Map<String, Integer> recommendationByName;
  private final List<SubscriptionTally> subscriptions;

  /**
   * @param recommendationByName positions by the definitions' names in lower case
   * @param subscriptions snapshots that nobody changes any more
   */
  WhatIfModel(
      ScoreLayout layout,
      Map<String, Integer> recommendationByName,
      List<SubscriptionTally> subscriptions) {
    this.layout = layout;
    this.recommendationByName = recommendationByName;
    this.subscriptions = subscriptions;
  }

  WhatIf ifFixed(Set<String> names) {
    List<Combination> fixed = new ArrayList<>();
    for (int control = 0; control < layout.controls().size(); control++) {
      fixed.add(Combination.over(layout.sizeOf(control)));
    }
    Set<String> unknown = new HashSet<>();
    for (String name : names) {
      Integer recommendation = recommendationByName.get(name.toLowerCase(Locale.ROOT));
      if (recommendation == null) {
        unknown.add(name);
      } else if (layout.controlOf(recommendation) >= 0) {
        fixed.get(layout.controlOf(recommendation)).add(layout.bitOf(recommendation));
      }
    }
    return score(fixed, unknown);
  }

  private WhatIf score(List<Combination> fixed, Set<String> unknown) {
    boolean exact = true;
    List<ScoreRow> rows = new ArrayList<>();
    for (SubscriptionTally subscription : subscriptions) {
      long[] turned = new long[fixed.size()];
      for (int control = 0; control < turned.length; control++) {
        CombinationCounts combinations = subscription.control(control).combinations();
        turned[control] = combinations.fixedBy(fixed.get(control));
        exact &= combinations.isExactFor(fixed.get(control));
      }
      rows.add(ScoreRow.of(subscription, turned));
    }
    return new WhatIf(new ScoreSheet(layout.controls(), rows).score(), exact, unknown);
  }
}
