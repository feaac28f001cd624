package io.merlon.detection.behaviour;

import io.merlon.detection.Rule;
import io.merlon.detection.RuleHeader;
import io.merlon.model.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What counts as unusual, as {@code behaviour-rules.yaml} says it.
 *
 * @param header what it says about itself
 * @param kind what is looked at
 * @param thresholds its figures, by their names
 * @param ignored what is never told, by what it is: {@code ports}, {@code networks}, ...
 */
public record BehaviourRule(
    RuleHeader header, Kind kind, Map<String, Double> thresholds, Map<String, List<String>> ignored)
    implements Rule {
  /** What is looked at. */
  public enum Kind {
    RARE_CHILD,
    NEW_BINARY,
    SIGN_IN_PLACE,
    SIGN_IN_HOUR,
    ACCESS_VOLUME,
    GUESSED_PASSWORD,
    PASSWORD_SPRAYING,
    BEACON,
    DNS_TUNNEL,
    GENERATED_DOMAINS
  }

  @Override
  public Severity severity() {
    return Optional.ofNullable(level()).flatMap(Severity::of).orElse(Severity.INFORMATIONAL);
  }

  /** A figure that its kind asks for. */
  double number(String name) {
    Double number = thresholds.get(name);
    if (number == null) {
      throw new IllegalArgumentException(
          header.source() + ":" + header.line() + ": threshold '" + name + "' is missing");
    }
    return number;
  }

  /** A figure that counts. */
  int count(String name) {
    return (int) number(name);
  }

  /** What is never told. */
  List<String> ignored(String what) {
    return ignored.getOrDefault(what, List.of());
  }
}
