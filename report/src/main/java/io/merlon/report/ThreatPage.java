package io.merlon.report;

import io.merlon.detection.alert.Alert;
import io.merlon.detection.alert.Incident;
import io.merlon.detection.alert.Tactic;
import io.merlon.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the page of a detection run shows, in the order in which an analyst takes it in. */
public record ThreatPage(ThreatOutcome outcome) {
  private static final int MOST_ALERTS = 500;
  private static final int MOST_INCIDENTS = 50;
  private static final int MOST_LINES = 25;
  private static final int MOST_MARKS = 2_000;
  private static final int LEFT = 170;
  private static final int WIDTH = 830;
  private static final int ROW = 26;

  /**
   * A point of the timeline.
   *
   * @param x from the left
   * @param y from the top
   * @param severity how grave
   * @param text what it says when pointed at
   */
  public record Mark(double x, int y, Severity severity, String text) {}

  /** The alerts that count, the gravest first. */
  public List<Alert> alerts() {
    return outcome.active().stream()
        .sorted(
            Comparator.comparing(Alert::severity, Comparator.reverseOrder())
                .thenComparing(alert -> alert.start().orElse(Instant.MAX)))
        .limit(MOST_ALERTS)
        .toList();
  }

  /** How many more alerts there are. */
  public int furtherAlerts() {
    return Math.max(0, outcome.active().size() - MOST_ALERTS);
  }

  /** How many alerts were suppressed. */
  public int suppressed() {
    return outcome.alerts().size() - outcome.active().size();
  }

  /** The gravest incidents. */
  public List<Incident> incidents() {
    return outcome.incidents().stream().limit(MOST_INCIDENTS).toList();
  }

  /** The alerts of an incident by tactic, in the order of an attack. */
  public Map<Tactic, List<Alert>> stages(Incident incident) {
    Map<Tactic, List<Alert>> stages = new TreeMap<>();
    for (Alert alert : incident.alerts()) {
      alert
          .tactics()
          .forEach(tactic -> stages.computeIfAbsent(tactic, first -> new ArrayList<>()).add(alert));
    }
    return stages;
  }

  /** Titles of alerts, each once. */
  public String titles(List<Alert> alerts) {
    return alerts.stream()
        .map(alert -> alert.rule().title())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** Alerts that count by severity, the gravest first. */
  public Map<Severity, Long> severities() {
    return outcome.active().stream()
        .collect(
            Collectors.groupingBy(
                Alert::severity,
                () -> new TreeMap<>(Comparator.<Severity>reverseOrder()),
                Collectors.counting()));
  }

  /** The first lines of a statistic. */
  public List<ThreatCounts.Line> first(List<ThreatCounts.Line> lines) {
    return lines.stream().limit(MOST_LINES).toList();
  }

  public List<ThreatCounts.Line> rules() {
    return ThreatCounts.byRule(outcome.active());
  }

  public List<ThreatCounts.Line> tactics() {
    return ThreatCounts.byTactic(outcome.active());
  }

  public List<ThreatCounts.Line> targets() {
    return ThreatCounts.byTarget(outcome.active());
  }

  /** The rows of the timeline. */
  public List<Tactic> rows() {
    return outcome.active().stream()
        .filter(alert -> alert.start().isPresent())
        .flatMap(alert -> alert.tactics().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** How high the timeline is. */
  public int height() {
    return rows().size() * ROW + ROW;
  }

  /** The middle of a row. */
  public int y(int row) {
    return row * ROW + ROW / 2;
  }

  /** The points of the timeline: for each alert and tactic one. */
  public List<Mark> marks() {
    List<Tactic> rows = rows();
    long span = Math.max(1, Duration.between(start(), end()).toMillis());
    List<Mark> marks = new ArrayList<>();
    for (Alert alert : outcome.active()) {
      if (alert.start().isPresent()) {
        long at = Duration.between(start(), alert.start().get()).toMillis();
        for (Tactic tactic : alert.tactics()) {
          marks.add(
              new Mark(
                  LEFT + (double) WIDTH * at / span,
                  y(rows.indexOf(tactic)),
                  alert.severity(),
                  time(alert.start().get()) + " " + alert.rule().title()));
        }
      }
    }
    return marks.stream()
        .sorted(Comparator.comparing(Mark::severity))
        .skip(Math.max(0, marks.size() - MOST_MARKS))
        .toList();
  }

  /** When the first alert began. */
  public Instant start() {
    return outcome.active().stream()
        .flatMap(alert -> alert.start().stream())
        .min(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  /** When the last alert began. */
  public Instant end() {
    return outcome.active().stream()
        .flatMap(alert -> alert.start().stream())
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  /** A time for people (UTC). */
  public String time(Instant instant) {
    return DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.ENGLISH)
        .withZone(ZoneOffset.UTC)
        .format(instant);
  }

  /** From when to when. */
  public String span(Optional<Instant> from, Optional<Instant> to) {
    if (from.isEmpty()) {
      return "no time";
    }
    String start = time(from.get());
    return to.isEmpty() || to.get().equals(from.get()) ? start : start + " to " + time(to.get());
  }

  /** A number with one digit behind the point, as SVG wants it. */
  public String coordinate(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  /** A whole number with separators. */
  public String whole(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }
}
