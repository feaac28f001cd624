package io.merlon.posture;

import io.merlon.policy.PlannedPolicy;
import io.merlon.policy.PolicyDefinition;
import io.merlon.policy.PolicyInitiative;
import io.merlon.policy.PolicyPlan;
import io.merlon.policy.PolicyProblem;
import it.unimi.dsi.fastutil.ints.IntList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The recommendations of a plan: its policies grouped by definition.
 *
 * @param recommendations in the order in which the plan first uses them
 * @param positions by the definition's name in lower case
 * @param recommendationOf by the policy's index
 * @param layout which recommendation counts in which control
 * @param problems what was wrong in the definitions' own content
 */
record RecommendationTable(
    List<Recommendation> recommendations,
    Map<String, Integer> positions,
    IntList recommendationOf,
    ScoreLayout layout,
    List<PolicyProblem> problems) {

  static RecommendationTable of(PolicyPlan plan, PostureContent content) {
    Map<String, List<PlannedPolicy>> byDefinition = new LinkedHashMap<>();
    for (PlannedPolicy policy : plan.policies()) {
      byDefinition.computeIfAbsent(key(policy.definition()), k -> new ArrayList<>()).add(policy);
    }
    List<SecurityControl> controls = content.controls();
    List<PolicyProblem> problems = new ArrayList<>();
    List<Recommendation> recommendations = new ArrayList<>();
    Map<String, Integer> positions = new LinkedHashMap<>();
    int[] recommendationOf = new int[plan.policies().size()];
    int[] controlOf = new int[byDefinition.size()];
    for (var entry : byDefinition.entrySet()) {
      int position = recommendations.size();
      Recommendation recommendation = recommendation(entry.getValue(), content, problems);
      for (PlannedPolicy policy : entry.getValue()) {
        recommendationOf[policy.index()] = position;
      }
      controlOf[position] =
          recommendation.counted() ? controls.indexOf(recommendation.control().orElseThrow()) : -1;
      recommendations.add(recommendation);
      positions.put(entry.getKey(), position);
    }
    return new RecommendationTable(
        List.copyOf(recommendations),
        Map.copyOf(positions),
        IntList.of(recommendationOf),
        new ScoreLayout(controls, controlOf),
        List.copyOf(problems));
  }

  private static String key(PolicyDefinition definition) {
    return definition.name().toLowerCase(Locale.ROOT);
  }

  private static Recommendation recommendation(
      List<PlannedPolicy> policies, PostureContent content, List<PolicyProblem> problems) {
    PolicyDefinition definition = policies.getFirst().definition();
    RecommendationContent said = content.contentOf(definition, problems::add);
    Optional<SecurityControl> control = said.controlId().flatMap(content::control);
    Set<ComplianceRequirement> compliance = new LinkedHashSet<>();
    for (PlannedPolicy policy : policies) {
      policy.initiative().ifPresent(standard -> addGroups(compliance, standard, policy));
    }
    return new Recommendation(
        definition,
        said,
        control,
        control.isPresent() && !definition.preview(),
        List.copyOf(compliance),
        NotEvaluableReason.ofAll(policies));
  }

  private static void addGroups(
      Set<ComplianceRequirement> compliance, PolicyInitiative standard, PlannedPolicy policy) {
    for (String group : policy.groupNames()) {
      compliance.add(new ComplianceRequirement(standard.name(), standard.displayName(), group));
    }
  }
}
