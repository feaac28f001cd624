package io.merlon.report;

import io.merlon.detection.alert.Alert;
import io.merlon.detection.alert.Entity;
import io.merlon.detection.alert.Tactic;
import io.merlon.model.Severity;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Matches by rule, by tactic and by what is attacked. */
public final class ThreatCounts {
  private ThreatCounts() {}

  /**
   * A line of a statistic.
   *
   * @param name what is counted
   * @param severity the gravest of its alerts
   * @param alerts how many alerts
   * @param matches how often rules matched
   */
  public record Line(String name, Severity severity, long alerts, long matches) {
    private Line plus(Alert alert) {
      return new Line(
          name,
          severity.compareTo(alert.severity()) >= 0 ? severity : alert.severity(),
          alerts + 1,
          matches + alert.count());
    }

    private static Line of(String name) {
      return new Line(name, Severity.INFORMATIONAL, 0, 0);
    }
  }

  /** By rule, the gravest first. */
  public static List<Line> byRule(List<Alert> alerts) {
    Map<String, Line> lines = new HashMap<>();
    for (Alert alert : alerts) {
      lines.compute(
          alert.alertType(),
          (type, line) -> (line == null ? Line.of(alert.rule().title()) : line).plus(alert));
    }
    return gravestFirst(lines);
  }

  /** By what is attacked, the gravest first. */
  public static List<Line> byTarget(List<Alert> alerts) {
    Map<String, Line> lines = new HashMap<>();
    for (Alert alert : alerts) {
      String target = alert.compromised().map(Entity::label).orElse("(not told)");
      lines.compute(target, (name, line) -> (line == null ? Line.of(name) : line).plus(alert));
    }
    return gravestFirst(lines);
  }

  /** By tactic, in the order of an attack. */
  public static List<Line> byTactic(List<Alert> alerts) {
    Map<Tactic, Line> lines = new EnumMap<>(Tactic.class);
    for (Alert alert : alerts) {
      for (Tactic tactic : alert.tactics()) {
        lines.compute(
            tactic, (key, line) -> (line == null ? Line.of(key.label()) : line).plus(alert));
      }
    }
    return List.copyOf(lines.values());
  }

  private static List<Line> gravestFirst(Map<?, Line> lines) {
    return lines.values().stream()
        .sorted(
            Comparator.comparing(Line::severity, Comparator.reverseOrder())
                .thenComparing(Line::matches, Comparator.reverseOrder())
                .thenComparing(Line::name))
        .toList();
  }
}
