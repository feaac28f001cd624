package io.merlon.server.assessment;

import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyProblem;
import io.merlon.posture.PostureAssessor;
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
 * @param explainer explains assessments of this pass; each use takes a partner of it
 * @param problems what could not be used
 */
public record Standing(
    PostureReport report,
    PolicyLibrary library,
    Map<String, Recommendation> recommendations,
    PostureAssessor explainer,
    List<PolicyProblem> problems) {
  public Standing {
    recommendations = Map.copyOf(recommendations);
    problems = List.copyOf(problems);
  }

  static Standing of(
      PostureReport report,
      PolicyLibrary library,
      PostureAssessor assessor,
      List<PolicyProblem> problems) {
    return new Standing(
        report,
        library,
        assessor.recommendations().stream()
            .collect(
                Collectors.toMap(
                    one -> one.name().toLowerCase(Locale.ROOT), one -> one, (one, same) -> one)),
        assessor,
        problems);
  }

  public Optional<Recommendation> recommendation(String name) {
    return Optional.ofNullable(recommendations.get(name.toLowerCase(Locale.ROOT)));
  }
}
