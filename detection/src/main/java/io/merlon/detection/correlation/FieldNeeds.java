package io.merlon.detection.correlation;

import io.merlon.detection.CorrelationCondition.Threshold;
import io.merlon.detection.CorrelationRule;
import io.merlon.detection.CorrelationRule.Member;
import io.merlon.detection.Rule;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which fields of a rule's events correlations ask for, be it by way of other correlations. */
final class FieldNeeds {
  private final IdentityHashMap<Rule, Set<String>> fields = new IdentityHashMap<>();

  /**
   * Works it out.
   *
   * @param correlations those that others build on first
   */
  FieldNeeds(List<CorrelationRule> correlations) {
    for (CorrelationRule correlation : correlations.reversed()) {
      Set<String> asked = new TreeSet<>(of(correlation));
      asked.addAll(correlation.groupBy());
      if (correlation.condition() instanceof Threshold threshold) {
        asked.addAll(threshold.fields());
      }
      for (Member member : correlation.members()) {
        Set<String> ofMember = fields.computeIfAbsent(member.rule(), first -> new TreeSet<>());
        asked.forEach(name -> ofMember.add(member.field(name)));
      }
    }
  }

  Set<String> of(Rule rule) {
    return fields.getOrDefault(rule, Set.of());
  }

  /** Whether any correlation looks at the rule. */
  boolean concerns(Rule rule) {
    return fields.containsKey(rule);
  }
}
