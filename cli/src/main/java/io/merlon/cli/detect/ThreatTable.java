package io.merlon.cli.detect;

import io.merlon.cli.output.Colours;
import io.merlon.cli.output.Columns;
import io.merlon.detection.alert.Alert;
import io.merlon.detection.alert.Entity;
import io.merlon.detection.alert.Incident;
import io.merlon.detection.alert.Tactic;
import io.merlon.model.Severity;
import io.merlon.report.ThreatCounts;
import io.merlon.report.ThreatOutcome;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was detected, for a terminal: incidents, alerts, and statistics by rule, tactic and host.
 */
final class ThreatTable {
  private static final int MOST_INCIDENTS = 10;
  private static final int MOST_ALERTS = 25;
  private static final int MOST_TARGETS = 15;
  private static final int LABEL = 13;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final PrintStream out;
  private final Colours colours;
  private final int width;
  private final boolean timeline;

  ThreatTable(PrintStream out, Colours colours, int width, boolean timeline) {
    this.out = out;
    this.colours = colours;
    this.width = width;
    this.timeline = timeline;
  }

  void print(ThreatOutcome outcome) {
    List<Alert> alerts = outcome.active();
    int suppressed = outcome.alerts().size() - alerts.size();
    if (alerts.isEmpty()) {
      out.println("No rule matched." + (suppressed == 0 ? "" : " Suppressed: " + suppressed));
      return;
    }
    incidents(outcome.incidents());
    if (timeline) {
      timeline(alerts);
    } else {
      alerts(alerts);
    }
    heading("Rules");
    out.printf("%-13s %9s  %s%n", "level", "matches", "rule");
    for (ThreatCounts.Line line : ThreatCounts.byRule(alerts)) {
      line(line, line.severity());
    }
    heading("Tactics");
    ThreatCounts.byTactic(alerts).forEach(line -> line(line, line.severity()));
    heading("Attacked");
    List<ThreatCounts.Line> targets = ThreatCounts.byTarget(alerts);
    targets.stream().limit(MOST_TARGETS).forEach(line -> line(line, line.severity()));
    more(targets.size() - MOST_TARGETS);
    if (suppressed > 0) {
      out.printf("%nSuppressed alerts: %,d%n", suppressed);
    }
  }

  private void heading(String text) {
    out.println();
    out.println(colours.strong(text));
  }

  private void line(ThreatCounts.Line line, Severity severity) {
    out.printf(
        "%s %,9d  %s%n", label(severity), line.matches(), Columns.cut(line.name(), width - 25));
  }

  private String label(Severity severity) {
    return colours.bySeverity(severity, Columns.fit(severity.label(), LABEL));
  }

  private void more(int more) {
    if (more > 0) {
      out.println(colours.faint("and %,d more".formatted(more)));
    }
  }

  private void incidents(List<Incident> incidents) {
    if (incidents.isEmpty()) {
      return;
    }
    out.println(colours.strong("Incidents"));
    for (Incident incident : incidents.stream().limit(MOST_INCIDENTS).toList()) {
      out.printf(
          "%s %s%n", label(incident.severity()), Columns.cut(incident.title(), width - LABEL - 1));
      String indent = " ".repeat(LABEL + 1);
      out.println(
          indent
              + colours.faint(
                  time(incident.start())
                      + " to "
                      + time(incident.end())
                      + ", "
                      + incident.alerts().size()
                      + " alerts"));
      for (Tactic tactic : incident.tactics()) {
        String titles =
            incident.alerts().stream()
                .filter(alert -> alert.tactics().contains(tactic))
                .map(alert -> alert.rule().title())
                .distinct()
                .collect(Collectors.joining(", "));
        out.println(
            indent
                + Columns.fit(tactic.label(), 22)
                + Columns.cut(titles, Math.max(20, width - LABEL - 23)));
      }
      String joined =
          incident.joins().stream()
              .map(Incident.Join::entity)
              .distinct()
              .limit(4)
              .map(entity -> entity.type().word() + " " + entity.label())
              .collect(Collectors.joining(", "));
      out.println(indent + colours.faint(Columns.cut("joined by " + joined, width - LABEL - 1)));
    }
    more(incidents.size() - MOST_INCIDENTS);
    out.println();
  }

  private void alerts(List<Alert> alerts) {
    out.println(colours.strong("Alerts"));
    alerts.stream()
        .sorted(
            Comparator.comparing(Alert::severity, Comparator.reverseOrder())
                .thenComparing(alert -> alert.start().orElse(Instant.MAX)))
        .limit(MOST_ALERTS)
        .forEach(this::alert);
    more(alerts.size() - MOST_ALERTS);
  }

  private void timeline(List<Alert> alerts) {
    out.println(colours.strong("Timeline (UTC)"));
    alerts.stream()
        .sorted(
            Comparator.comparing((Alert alert) -> alert.start().orElse(Instant.MAX))
                .thenComparing(alert -> alert.rule().title()))
        .forEach(this::alert);
  }

  private void alert(Alert alert) {
    String times = alert.count() == 1 ? "" : " x%,d".formatted(alert.count());
    String where = alert.compromised().map(Entity::label).map(one -> " on " + one).orElse("");
    String tactics =
        alert.tactics().isEmpty()
            ? ""
            : alert.tactics().stream()
                .map(Tactic::label)
                .collect(Collectors.joining(", ", " (", ")"));
    out.printf(
        "%s %s  %s%n",
        label(alert.severity()),
        time(alert.start()),
        Columns.cut(alert.rule().title() + times + where + tactics, width - LABEL - 22));
  }

  private static String time(Optional<Instant> time) {
    return time.map(TIME::format).orElse("-                  ");
  }
}
