package io.merlon.cli.output;

import io.merlon.cli.Terminal;
import io.merlon.model.Severity;
import io.merlon.posture.AssessmentSink;
import io.merlon.posture.ControlScore;
import io.merlon.posture.PostureReport;
import io.merlon.posture.RankedRecommendation;
import io.merlon.posture.Score;
import io.merlon.posture.StandardCompliance;
import java.io.PrintStream;
import java.util.List;

/** What a person reads in a terminal, within 100 columns. */
final class TableOutput implements AssessmentOutput {
  private static final int TOP = 12;

  private final PrintStream out;
  private final Colours colours;

  TableOutput(PrintStream out, boolean coloured) {
    this.out = out;
    this.colours = new Colours(coloured);
  }

  @Override
  public AssessmentSink sink() {
    return AssessmentSink.NONE;
  }

  @Override
  public void finish(Outcome outcome) {
    PostureReport report = outcome.report();
    score(outcome);
    controls(report);
    recommendations(report);
    compliance(report);
    notAssessed(report);
    if (outcome.problemCount() > 0) {
      out.println();
      out.println(
          colours.bad(
              "%,d problems in the input; the rest was assessed"
                  .formatted(outcome.problemCount())));
      outcome.problems().stream().limit(10).forEach(p -> out.println("  " + Terminal.plain(p)));
      if (outcome.problemCount() > 10) {
        out.printf(
            "  ... and %,d more%n",
            outcome.problemCount() - Math.min(10, outcome.problems().size()));
      }
    }
    out.flush();
  }

  private void score(Outcome outcome) {
    PostureReport report = outcome.report();
    Score score = report.score();
    out.println();
    if (score.isAssessed()) {
      out.printf(
          "  %s  %s  %s%n",
          colours.strong("Secure score"),
          colours.byShare(score.percentage() / 100, "%.1f %%".formatted(score.percentage())),
          colours.byShare(score.percentage() / 100, bar(score.percentage() / 100, 40)));
      out.printf("  %.2f of %d points", score.current(), score.max());
    } else {
      out.printf(
          "  %s  nothing assessed counts in a security control%n ", colours.strong("Secure score"));
    }
    out.printf(
        "; %,d resources, %,d healthy and %,d unhealthy assessments%n",
        report.resources(), report.counts().healthy(), report.counts().unhealthy());
    out.println(colours.faint("  " + Terminal.plain(String.join(", ", outcome.assigned()))));
    for (Score whatIf : outcome.whatIf()) {
      out.printf(
          "  %s if these were fixed%n", colours.good("%.1f %%".formatted(whatIf.percentage())));
    }
  }

  private void controls(PostureReport report) {
    List<ControlScore> assessed =
        report.controls().stream().filter(ControlScore::isAssessed).toList();
    if (assessed.isEmpty()) {
      return;
    }
    heading("Security controls", "score", "healthy", "unhealthy", "increase");
    for (ControlScore control : assessed) {
      double share = (double) control.healthy() / (control.healthy() + control.unhealthy());
      out.printf(
          "  %-38s %s %8s %8d %9d %9s%n",
          cut(control.control().displayName(), 38),
          colours.byShare(share, bar(share, 12)),
          "%.2f/%d".formatted(control.current(), control.max()),
          control.healthy(),
          control.unhealthy(),
          control.potentialIncrease() > 0 ? "+%.1f".formatted(control.potentialIncrease()) : "");
    }
  }

  private void recommendations(PostureReport report) {
    List<RankedRecommendation> open =
        report.recommendations().stream().filter(r -> r.unhealthy() > 0).toList();
    if (open.isEmpty()) {
      return;
    }
    out.println();
    out.printf(
        "  %s%s%n",
        colours.strong("What to do first"),
        open.size() > TOP ? " (%d of %d)".formatted(TOP, open.size()) : "");
    for (RankedRecommendation ranked : open.subList(0, Math.min(TOP, open.size()))) {
      Severity severity = ranked.recommendation().severity();
      out.printf(
          "  %2d. %s %s%n",
          ranked.rank(),
          colours.bySeverity(severity, "%-6s".formatted(severity.label())),
          cut(Terminal.plain(ranked.recommendation().displayName()), 84));
      out.printf(
          "             %s%d of %d unhealthy%s%n",
          ranked.potentialIncrease() > 0
              ? "+%.1f points of score; ".formatted(ranked.potentialIncrease())
              : "",
          ranked.unhealthy(),
          ranked.unhealthy() + ranked.healthy(),
          ranked.sample().isEmpty()
              ? ""
              : ": "
                  + cut(Terminal.plain(ranked.sample().getFirst().lastSegment()), 30)
                  + (ranked.unhealthy() > 1 ? ", ..." : ""));
      if (!ranked.recommendation().content().remediation().isEmpty()) {
        out.println(
            colours.faint(
                "             "
                    + cut(
                        Terminal.plain(ranked.recommendation().content().remediation().getFirst()),
                        84)));
      }
    }
  }

  private void compliance(PostureReport report) {
    List<StandardCompliance> standards = report.standards();
    if (standards.isEmpty()) {
      return;
    }
    heading("Compliance", "met", "passed", "failed", "skipped");
    for (StandardCompliance standard : standards) {
      double share = standard.percentage() / 100;
      out.printf(
          "  %-38s %s %8s %8d %9d %9d%n",
          cut(Terminal.plain(standard.initiative().displayName()), 38),
          standard.isAssessed() ? colours.byShare(share, bar(share, 12)) : " ".repeat(12),
          standard.isAssessed() ? "%.0f %%".formatted(standard.percentage()) : "-",
          standard.passed(),
          standard.failed(),
          standard.skipped() + standard.manual());
    }
  }

  private void notAssessed(PostureReport report) {
    long missing =
        report.recommendations().stream().mapToLong(RankedRecommendation::notAssessed).sum();
    long exempt = report.recommendations().stream().mapToLong(RankedRecommendation::exempt).sum();
    long classed =
        report.recommendations().stream()
            .filter(r -> r.recommendation().notEvaluable().isPresent())
            .count();
    if (missing + exempt + classed > 0) {
      out.println();
      out.println(
          colours.faint(
              "  Left out: %,d not assessed yet, %,d exempt; %,d recommendations that a resource alone cannot tell"
                  .formatted(missing, exempt, classed)));
    }
  }

  private void heading(String title, String a, String b, String c, String d) {
    out.println();
    out.printf(
        "  %s %12s %8s %8s %9s %9s%n", colours.strong("%-38s".formatted(title)), "", a, b, c, d);
  }

  private static String bar(double share, int width) {
    int full = (int) Math.round(Math.clamp(share, 0, 1) * width);
    return "█".repeat(full) + "░".repeat(width - full);
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }
}
