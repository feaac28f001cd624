package io.merlon.report;

import io.merlon.model.Severity;
import io.merlon.posture.ComplianceState;
import io.merlon.posture.ControlCompliance;
import io.merlon.posture.ControlScore;
import io.merlon.posture.PostureReport;
import io.merlon.posture.RankedRecommendation;
import io.merlon.posture.Score;
import io.merlon.posture.StandardCompliance;
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

/** What the page shows, in the order and number in which a reader takes it in. */
public record ReportPage(Outcome outcome) {
  private static final int TOP = 25;
  private static final int FIRST_STEPS = 5;
  private static final int PROBLEMS = 50;
  private static final double CIRCUMFERENCE = 2 * Math.PI * 54;

  /** Unhealthy assessments of one severity, and their part of all, from 0 to 100. */
  public record SeverityShare(Severity severity, long unhealthy, double percentage) {}

  public PostureReport report() {
    return outcome.report();
  }

  public Score score() {
    return report().score();
  }

  /** When it was assessed, for people (UTC). */
  public String assessedAt() {
    return time(report().assessedAt());
  }

  /** A time for people (UTC). */
  public String time(Instant instant) {
    return DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
        .withZone(ZoneOffset.UTC)
        .format(instant);
  }

  public Tracking tracking() {
    return outcome.tracking();
  }

  /** How the score moved, where that is known. */
  public Optional<Curve> scoreCurve() {
    return Curve.of(tracking().score(), report().assessedAt());
  }

  /** How a standard was met, where that is known. */
  public Optional<Curve> curve(StandardCompliance standard) {
    return Curve.of(
        tracking().standards().getOrDefault(standard.assignment(), List.of()),
        report().assessedAt());
  }

  /** The part of the ring that is filled, as an SVG dash pattern. */
  public String ring() {
    return String.format(
        Locale.ROOT, "%.2f %.2f", CIRCUMFERENCE * score().percentage() / 100, CIRCUMFERENCE);
  }

  /** The class of colour for a share from 0 to 100. */
  public String grade(double percentage) {
    return percentage >= 80 ? "good" : percentage >= 50 ? "fair" : "poor";
  }

  /** A figure with one digit behind the point. */
  public String one(double number) {
    return String.format(Locale.ENGLISH, "%,.1f", number);
  }

  /** A figure with two digits behind the point. */
  public String two(double number) {
    return String.format(Locale.ENGLISH, "%,.2f", number);
  }

  /** A difference with its sign. */
  public String signed(double number) {
    return String.format(Locale.ENGLISH, "%+,.1f", number);
  }

  /** A whole number with separators. */
  public String whole(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  /** Controls with a resource, those that would give back most first. */
  public List<ControlScore> controls() {
    return report().controls().stream()
        .filter(ControlScore::isAssessed)
        .sorted(Comparator.comparingDouble(ControlScore::potentialIncrease).reversed())
        .toList();
  }

  /** The share of healthy resources of a control, from 0 to 100. */
  public double share(ControlScore control) {
    return 100.0 * control.healthy() / (control.healthy() + control.unhealthy());
  }

  /** The recommendations with unhealthy resources, the most important first. */
  public List<RankedRecommendation> open() {
    return allOpen().stream().limit(TOP).toList();
  }

  /** How many more there are. */
  public long further() {
    return Math.max(0, allOpen().size() - TOP);
  }

  private List<RankedRecommendation> allOpen() {
    return report().recommendations().stream().filter(ranked -> ranked.unhealthy() > 0).toList();
  }

  /** The recommendations that {@link #scoreAfterFirstSteps} is about. */
  public List<RankedRecommendation> firstSteps() {
    return allOpen().stream()
        .filter(ranked -> ranked.potentialIncrease() > 0)
        .limit(FIRST_STEPS)
        .toList();
  }

  /** The score in percent once the first steps were taken. */
  public double scoreAfterFirstSteps() {
    return report()
        .ifFixed(
            firstSteps().stream()
                .map(ranked -> ranked.recommendation().name())
                .collect(Collectors.toSet()))
        .score()
        .percentage();
  }

  /** Unhealthy assessments by severity, the worst first. */
  public List<SeverityShare> severities() {
    Map<Severity, Long> counts = new TreeMap<>(Comparator.reverseOrder());
    allOpen()
        .forEach(ranked ->
            counts.merge(ranked.recommendation().severity(), ranked.unhealthy(), Long::sum));
    double all = Math.max(1, counts.values().stream().mapToLong(Long::longValue).sum());
    List<SeverityShare> shares = new ArrayList<>();
    counts.forEach(
        (severity, count) -> shares.add(new SeverityShare(severity, count, 100 * count / all)));
    return shares;
  }

  public List<StandardCompliance> standards() {
    return report().standards();
  }

  /** The controls of a standard that failed. */
  public List<ControlCompliance> failed(StandardCompliance standard) {
    return standard.controls().stream().filter(c -> c.state() == ComplianceState.FAILED).toList();
  }

  /** What a control of a standard is called. */
  public String title(ControlCompliance control) {
    return control.group().displayName().isEmpty()
        ? control.group().name()
        : control.group().displayName();
  }

  /** The short name of a control: what follows the standard's own name in it. */
  public String tile(ControlCompliance control) {
    String name = control.group().name();
    return name.substring(name.lastIndexOf('_') + 1);
  }

  /** Why recommendations were not assessed, and how many. */
  public Map<String, Long> gaps() {
    return report().recommendations().stream()
        .flatMap(ranked -> ranked.recommendation().notEvaluable().stream())
        .collect(Collectors.groupingBy(Words::reason, TreeMap::new, Collectors.counting()));
  }

  /** The first problems. */
  public List<String> problems() {
    return outcome.problems().stream().limit(PROBLEMS).toList();
  }

  /** How many more problems there are. */
  public long furtherProblems() {
    return outcome.problemCount() - problems().size();
  }
}
