package io.merlon.detection.alert;

import io.merlon.model.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Alerts that belong to one attack.
 *
 * @param alerts in the order of time
 * @param joins why they belong together: together they lead from each to every other
 */
public record Incident(List<Alert> alerts, List<Join> joins) {
  private static final int MOST_IN_TITLE = 4;

  /** Two alerts and the entity that both have. */
  public record Join(Alert earlier, Alert later, Entity entity) {}

  /** The same for the same alerts. */
  public String id() {
    String all = alerts.stream().map(Alert::id).sorted().collect(Collectors.joining());
    return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** As grave as its gravest alert. */
  public Severity severity() {
    return alerts.stream()
        .map(Alert::severity)
        .max(Comparator.naturalOrder())
        .orElse(Severity.INFORMATIONAL);
  }

  /** When it began. */
  public Optional<Instant> start() {
    return alerts.stream().flatMap(alert -> alert.start().stream()).min(Instant::compareTo);
  }

  /** When the last of it happened. */
  public Optional<Instant> end() {
    return alerts.stream().flatMap(alert -> alert.end().stream()).max(Instant::compareTo);
  }

  /** What the attacker was after, in the order of an attack. */
  public List<Tactic> tactics() {
    return alerts.stream().flatMap(alert -> alert.tactics().stream()).distinct().sorted().toList();
  }

  /** What is attacked, most often first. */
  public List<String> compromised() {
    return alerts.stream()
        .flatMap(alert -> alert.compromised().stream())
        .collect(Collectors.groupingBy(Entity::label, Collectors.counting()))
        .entrySet()
        .stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Long> one) -> -one.getValue())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Its title: where it happened, and what. */
  public String title() {
    List<Tactic> tactics = tactics();
    String where = compromised().stream().limit(2).collect(Collectors.joining(", "));
    return (where.isEmpty() ? "Attack" : "Attack on " + where)
        + ": "
        + tactics.stream().limit(MOST_IN_TITLE).map(Tactic::label).collect(Collectors.joining(", "))
        + (tactics.size() > MOST_IN_TITLE ? " and more" : "");
  }
}
