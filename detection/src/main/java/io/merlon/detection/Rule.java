package io.merlon.detection;

import io.merlon.detection.behaviour.BehaviourRule;
import io.merlon.model.Severity;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be told about events: a rule about single events, a correlation of several, or what is
 * unlike what was learnt.
 */
public sealed interface Rule permits SigmaRule, CorrelationRule, BehaviourRule {
  /** What the document says about itself. */
  RuleHeader header();

  /** How grave a match is. */
  Severity severity();

  /** The file or other place that it came from. */
  default String source() {
    return header().source();
  }

  /** Its id; absent where it has none. */
  default @Nullable String id() {
    return header().id();
  }

  /** What its alerts are called by: its id, or its title where it has none. */
  default String alertType() {
    return Optional.ofNullable(id()).orElse(title());
  }

  /** Its title. */
  default String title() {
    return header().title();
  }

  /** How grave a match is, in Sigma's words; absent where the document does not say. */
  default @Nullable String level() {
    return header().level();
  }

  /** Its tags, such as {@code attack.t1059.001}. */
  default List<String> tags() {
    return header().tags();
  }
}
