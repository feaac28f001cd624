package io.merlon.detection.alert;

import io.merlon.detection.Detection;
import io.merlon.detection.behaviour.BehaviourFinding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An event that an alert rests on.
 *
 * @param rule the title of the rule that it matched
 * @param source the file (an archive's entry after {@code !})
 * @param position its line or record, from 1
 * @param time when it happened
 * @param reasons which fields decided
 */
public record Evidence(
    String rule,
    String source,
    long position,
    Optional<Instant> time,
    List<Detection.Reason> reasons) {
  static Evidence of(Detection detection, Optional<Instant> time) {
    return new Evidence(
        detection.rule().title(),
        detection.event().source(),
        detection.event().position(),
        time,
        detection.reasons());
  }

  /** The event that makes the behaviour known, then those before that it rests on. */
  static List<Evidence> of(BehaviourFinding finding) {
    String rule = finding.rule().title();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        new Evidence(
            rule,
            finding.event().source(),
            finding.event().position(),
            Optional.of(finding.end()),
            finding.reasons()));
    for (BehaviourFinding.Earlier one : finding.earlier()) {
      evidence.add(
          new Evidence(rule, one.source(), one.position(), Optional.of(one.time()), List.of()));
    }
    return evidence;
  }
}
