package io.merlon.cli.output;

import io.merlon.posture.ComplianceState;
import io.merlon.posture.ControlCompliance;
import io.merlon.posture.ControlScore;
import io.merlon.posture.RankedRecommendation;
import io.merlon.posture.Score;
import io.merlon.posture.StandardCompliance;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What the page shows, in the order and number in which a reader takes it in. */
public record ReportPage(Outcome outcome) {
  private static final int TOP = 25;
  private static final double CIRCUMFERENCE = 2 * Math.PI * 54;

  /** When it was assessed, for people (UTC). */
  public String assessedAt() {
    return DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
        .withZone(ZoneOffset.UTC)
        .format(outcome.report().assessedAt());
  }

  public Score score() {
    return outcome.report().score();
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

  /** A whole number with separators. */
  public String whole(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  public List<ControlScore> controls() {
    return outcome.report().controls().stream().filter(ControlScore::isAssessed).toList();
  }

  /** The share of healthy resources of a control, from 0 to 100. */
  public double share(ControlScore control) {
    return 100.0 * control.healthy() / (control.healthy() + control.unhealthy());
  }

  /** The recommendations with unhealthy resources, the most important first. */
  public List<RankedRecommendation> open() {
    return outcome.report().recommendations().stream()
        .filter(ranked -> ranked.unhealthy() > 0)
        .limit(TOP)
        .toList();
  }

  /** How many more there are. */
  public long further() {
    return outcome.report().recommendations().stream().filter(r -> r.unhealthy() > 0).count()
        - open().size();
  }

  public List<StandardCompliance> standards() {
    return outcome.report().standards();
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
}
