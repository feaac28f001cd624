package io.merlon.report;

import io.merlon.detection.alert.Alert;
import io.merlon.detection.alert.Incident;
import java.util.List;

/**
 * All that a form may say of a detection run.
 *
 * @param alerts in the order of time
 * @param incidents the gravest first
 * @param events how many events were read
 * @param rules how many rules were looked for
 * @param matches how often a rule matched
 * @param problems what was wrong with the input or could not be taken into account, one line each
 */
public record ThreatOutcome(
    List<Alert> alerts,
    List<Incident> incidents,
    long events,
    long rules,
    long matches,
    List<String> problems) {
  public ThreatOutcome {
    alerts = List.copyOf(alerts);
    incidents = List.copyOf(incidents);
    problems = List.copyOf(problems);
  }

  /** The alerts that nobody suppressed. */
  public List<Alert> active() {
    return alerts.stream().filter(Alert::isActive).toList();
  }
}
