package io.merlon.posture;

import io.merlon.model.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a recommendation says beyond its definition's rule.
 *
 * @param definitionName the name (a GUID or a slug) of the policy definition that it is about
 * @param severity how bad an unhealthy resource is
 * @param why what can happen to who leaves it as it is
 * @param remediation the steps that make a resource healthy, in order; may be empty
 * @param quickFix the same as a command, where one exists
 * @param controlId the security control that it counts in; nothing when it counts in none
 * @param tactics the MITRE ATT&amp;CK tactics that it stands against
 * @param techniques the MITRE ATT&amp;CK technique ids
 * @param freshness after how long an assessment should be made anew
 */
public record RecommendationContent(
    String definitionName,
    Severity severity,
    String why,
    List<String> remediation,
    Optional<QuickFix> quickFix,
    Optional<String> controlId,
    List<String> tactics,
    List<String> techniques,
    Duration freshness) {

  /** How long an assessment stays fresh where the content does not say: a day. */
  public static final Duration DEFAULT_FRESHNESS = Duration.ofHours(24);

  public RecommendationContent {
    Objects.requireNonNull(definitionName, "definitionName");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(why, "why");
    remediation = List.copyOf(remediation);
    Objects.requireNonNull(quickFix, "quickFix");
    Objects.requireNonNull(controlId, "controlId");
    tactics = List.copyOf(tactics);
    techniques = List.copyOf(techniques);
    Objects.requireNonNull(freshness, "freshness");
  }

  RecommendationContent withWhy(String text) {
    return new RecommendationContent(
        definitionName,
        severity,
        text,
        remediation,
        quickFix,
        controlId,
        tactics,
        techniques,
        freshness);
  }
}
