package io.merlon.detection;

import io.merlon.model.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Sigma rule as read: what a single event has to be like.
 *
 * @param header what it says about itself
 * @param logSource which events it is about
 * @param searches its named searches, in order, those of filters behind its own
 * @param conditions it matches where any of these holds
 */
public record SigmaRule(
    RuleHeader header,
    LogSource logSource,
    Map<String, Search> searches,
    List<Condition> conditions)
    implements Rule {
  /** How grave a match is; informational where the rule does not say, or not in Sigma's words. */
  @Override
  public Severity severity() {
    return Optional.ofNullable(level()).flatMap(Severity::of).orElse(Severity.INFORMATIONAL);
  }
}
