package io.merlon.report;

import io.merlon.model.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What is known of more than one assessment: how figures moved, and who has what to fix.
 *
 * @param score the secure score in percent, the earliest first
 * @param standards how far each standard (by the id of its assignment) is met, in percent
 * @param owners who has what to fix, the most overdue first
 * @param threats alerts and incidents that nobody has dealt with, the newest first
 */
public record Tracking(
    List<Point> score,
    Map<String, List<Point>> standards,
    List<Owner> owners,
    List<Threat> threats) {
  /** For a single assessment. */
  public static final Tracking NONE = new Tracking(List.of(), Map.of(), List.of(), List.of());

  /** A figure from this time on. */
  public record Point(Instant at, double percentage) {}

  /**
   * Somebody who has something to fix.
   *
   * @param name who; empty for what nobody is named for
   * @param assessments unhealthy resources that are to be fixed
   * @param overdue those of them whose due date has passed
   * @param due the earliest due date
   */
  public record Owner(String name, long assessments, long overdue, LocalDate due) {}

  /**
   * An alert or incident.
   *
   * @param severity how grave it is
   * @param isIncident whether it stands for several alerts
   * @param title what happened
   * @param on what is attacked; empty where that is not known
   * @param since when it began
   */
  public record Threat(
      Severity severity, boolean isIncident, String title, String on, Instant since) {}

  public Tracking {
    threats = List.copyOf(threats);
    score = List.copyOf(score);
    standards = Map.copyOf(standards);
    owners = List.copyOf(owners);
  }

  /** How many unhealthy resources are overdue. */
  public long overdue() {
    return owners.stream().mapToLong(Owner::overdue).sum();
  }
}
