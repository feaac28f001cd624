package io.merlon.detection.alert;

import io.merlon.detection.Rule;
import io.merlon.model.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What people are told: a rule matched, once or again and again, with the same things taking part.
 *
 * @param id the same for the same rule, entities and beginning
 * @param group the same for all alerts of the rule with the same key entities
 * @param rule the rule
 * @param start when the first event happened; nothing where the events have no time
 * @param end when the last did
 * @param count how often the rule matched
 * @param compromised what is attacked
 * @param entities all that took part, each once
 * @param evidence the first events
 * @param properties more that is known, such as what a correlation counted
 * @param suppressedBy the name of the suppression rule that dismissed it
 */
public record Alert(
    String id,
    String group,
    Rule rule,
    Optional<Instant> start,
    Optional<Instant> end,
    long count,
    Optional<Entity> compromised,
    List<Entity> entities,
    List<Evidence> evidence,
    Map<String, String> properties,
    Optional<String> suppressedBy) {
  /** By beginning, then in an order that is always the same. */
  static final Comparator<Alert> BY_TIME =
      Comparator.comparing((Alert alert) -> alert.start().orElse(Instant.MIN))
          .thenComparing(Alert::id);

  /** What kind of alert it is: the rule's id, or its title where it has none. */
  public String alertType() {
    return rule.alertType();
  }

  /** How grave it is. */
  public Severity severity() {
    return rule.severity();
  }

  /** What the attacker is after, in the order of an attack. */
  public List<Tactic> tactics() {
    return Tactic.of(rule.tags());
  }

  /** Techniques of ATT&CK, such as {@code T1059}, those of sub-techniques included. */
  public List<String> techniques() {
    return attackIds().map(id -> id.replaceFirst("\\..*", "")).distinct().toList();
  }

  /** Sub-techniques of ATT&CK, such as {@code T1059.001}. */
  public List<String> subTechniques() {
    return attackIds().filter(id -> id.contains(".")).distinct().toList();
  }

  private Stream<String> attackIds() {
    return rule.tags().stream()
        .map(tag -> tag.toUpperCase(Locale.ROOT))
        .filter(tag -> tag.matches("ATTACK\\.T[0-9]{4}(\\.[0-9]{3})?"))
        .map(tag -> tag.substring("ATTACK.".length()));
  }

  /** What to do: for each tactic what comes first, then what may be behind a false alarm. */
  public List<String> remediationSteps() {
    List<String> steps = new ArrayList<>(tactics().stream().map(Tactic::firstStep).toList());
    List<String> harmless =
        rule.header().list("falsepositives").stream()
            .filter(text -> !text.equalsIgnoreCase("unknown"))
            .toList();
    if (!harmless.isEmpty()) {
      steps.add("It may be harmless: " + String.join("; ", harmless));
    }
    return List.copyOf(steps);
  }

  /** Whether it counts: nobody suppressed it. */
  public boolean isActive() {
    return suppressedBy.isEmpty();
  }

  /** The same under another id. */
  public Alert named(String name) {
    return new Alert(
        name,
        group,
        rule,
        start,
        end,
        count,
        compromised,
        entities,
        evidence,
        properties,
        suppressedBy);
  }

  /** The same at another time. */
  public Alert during(Optional<Instant> from, Optional<Instant> to) {
    return new Alert(
        id,
        group,
        rule,
        from,
        to,
        count,
        compromised,
        entities,
        evidence,
        properties,
        suppressedBy);
  }

  Alert suppressedBy(String name) {
    return new Alert(
        id,
        group,
        rule,
        start,
        end,
        count,
        compromised,
        entities,
        evidence,
        properties,
        Optional.of(name));
  }
}
