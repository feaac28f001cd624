package io.merlon.server.assessment;

import io.merlon.policy.PlannedPolicy;
import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyProblem;
import io.merlon.posture.ContinuousPosture;
import io.merlon.posture.PostureReport;
import io.merlon.posture.Recommendation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How everything stood after a pass.
 *
 * @param report the figures
 * @param library the definitions and initiatives that were known
 * @param recommendations by the name of their definition, in lower case
 * @param posture explains assessments
 * @param policies all that is assigned
 * @param problems what could not be used
 */
public record Standing(
    PostureReport report,
    PolicyLibrary library,
    Map<String, Recommendation> recommendations,
    ContinuousPosture posture,
    List<PlannedPolicy> policies,
    List<PolicyProblem> problems) {
  public Standing {
    recommendations = Map.copyOf(recommendations);
    policies = List.copyOf(policies);
    problems = List.copyOf(problems);
  }

  static Standing of(
      PostureReport report,
      PolicyLibrary library,
      ContinuousPosture posture,
      List<PlannedPolicy> policies,
      List<PolicyProblem> problems) {
    return new Standing(
        report,
        library,
        posture.recommendations().stream()
            .collect(
                Collectors.toMap(
                    one -> one.name().toLowerCase(Locale.ROOT), one -> one, (one, same) -> one)),
        posture,
        policies,
        problems);
  }

  Standing with(PostureReport newer) {
    return new Standing(newer, library, recommendations, posture, policies, problems);
  }

  public Optional<Recommendation> recommendation(String name) {
    return Optional.ofNullable(recommendations.get(name.toLowerCase(Locale.ROOT)));
  }
}
