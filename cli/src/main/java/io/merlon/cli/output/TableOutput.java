package io.merlon.cli.output;

import io.merlon.posture.AssessmentSink;
import io.merlon.posture.ControlScore;
import io.merlon.posture.PostureReport;
import io.merlon.posture.RankedRecommendation;
import io.merlon.posture.Score;
import io.merlon.posture.StandardCompliance;
import io.merlon.report.Change;
import io.merlon.report.Outcome;
import io.merlon.report.Words;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a person reads in a terminal: score, controls, what to do first, compliance, gaps. */
final class TableOutput implements AssessmentOutput {
  private static final int TOP = 10;
  private static final int PROBLEMS = 10;
  private static final int NUMBER = 10;
  private static final int BAR = 16;

  private final PrintStream out;
  private final Colours colours;
  private final int width;
  private final int title;

  TableOutput(PrintStream out, boolean coloured, int width) {
    this.out = out;
    this.colours = new Colours(coloured);
    this.width = width;
    // Two columns of margin, a bar, a space on each side of it, and four numbers.
    this.title = width - 2 - BAR - 2 - 4 * NUMBER;
  }

  @Override
  public AssessmentSink sink() {
    return AssessmentSink.NONE;
  }

  @Override
  public void finish(Outcome outcome) {
    PostureReport report = outcome.report();
    head(outcome);
    score(outcome);
    controls(report);
    recommendations(report);
    compliance(report);
    gaps(report);
    problems(outcome);
    out.println();
    out.flush();
  }

  private void head(Outcome outcome) {
    PostureReport report = outcome.report();
    String time =
        DateTimeFormatter.ofPattern("d MMM yyyy HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC)
            .format(report.assessedAt());
    String by = String.join(", ", outcome.assigned());
    out.println();
    line(colours.accent(Columns.fit(by, width - 4 - time.length())) + "  " + colours.faint(time));
    int subscriptions = report.subscriptions().size();
    String counts =
        count(report.resources(), "resource")
            + (subscriptions > 1 ? " in " + count(subscriptions, "subscription") : "")
            + "   "
            + colours.good("%,d".formatted(report.counts().healthy()))
            + " healthy   "
            + colours.bad("%,d".formatted(report.counts().unhealthy()))
            + " unhealthy   "
            + "%,d not applicable".formatted(report.counts().notApplicable());
    line(counts);
  }

  private void score(Outcome outcome) {
    Score score = outcome.report().score();
    out.println();
    if (!score.isAssessed()) {
      line(colours.strong("Secure score") + "   not assessed: no resource counts in a control");
      return;
    }
    double share = score.percentage() / 100;
    String points = "%.2f of %d points".formatted(score.current(), score.max());
    int barWidth = width - 2 - 15 - 9 - 2 - points.length();
    line(
        colours.strong("Secure score   ")
            + colours.byShare(share, colours.strong("%-9s".formatted(percent(score.percentage()))))
            + colours.bar(share, barWidth)
            + "  "
            + points);
    outcome
        .whatIf()
        .ifPresent(fixed ->
            line(
                "               "
                    + colours.good("%-9s".formatted(percent(fixed.score().percentage())))
                    + (fixed.exact() ? "" : "or more ")
                    + "if what --what-if names were fixed"));
    outcome.change().ifPresent(change -> line("               " + words(change, score)));
  }

  private String words(Change change, Score score) {
    StringBuilder text = new StringBuilder();
    change
        .percentage()
        .ifPresent(then -> {
          double by = score.percentage() - then;
          String points = "%+.1f %%".formatted(by);
          text.append(by < 0 ? colours.bad(points) : colours.good(points)).append(" since ");
        });
    text.append(
        change
            .since()
            .map(since -> since.atOffset(ZoneOffset.UTC).toLocalDate().toString())
            .orElse("the previous run"));
    return text.append(": ")
        .append(colours.good("%,d fixed".formatted(change.fixed())))
        .append(", ")
        .append(colours.bad("%,d new".formatted(change.broken() + change.added())))
        .toString();
  }

  private void controls(PostureReport report) {
    List<ControlScore> assessed =
        report.controls().stream()
            .filter(ControlScore::isAssessed)
            .sorted(Comparator.comparingDouble(ControlScore::potentialIncrease).reversed())
            .toList();
    if (assessed.isEmpty()) {
      return;
    }
    heading("Security controls", "points", "healthy", "unhealthy", "to gain");
    for (ControlScore control : assessed) {
      double share = (double) control.healthy() / (control.healthy() + control.unhealthy());
      row(
          control.control().displayName(),
          colours.bar(share, BAR),
          "%.2f/%d".formatted(control.current(), control.max()),
          "%,d".formatted(control.healthy()),
          "%,d".formatted(control.unhealthy()),
          gain(control.potentialIncrease()));
    }
  }

  private void recommendations(PostureReport report) {
    List<RankedRecommendation> open =
        report.recommendations().stream().filter(r -> r.unhealthy() > 0).toList();
    if (open.isEmpty()) {
      return;
    }
    out.println();
    line(
        colours.strong("What to do first")
            + (open.size() > TOP
                ? colours.faint("   %d of %,d recommendations".formatted(TOP, open.size()))
                : ""));
    for (RankedRecommendation ranked : open.subList(0, Math.min(TOP, open.size()))) {
      recommendation(ranked);
    }
  }

  private void recommendation(RankedRecommendation ranked) {
    String severity = ranked.recommendation().severity().label();
    String affected =
        "%,d of %,d".formatted(ranked.unhealthy(), ranked.unhealthy() + ranked.healthy());
    String name = ranked.recommendation().displayName();
    line(
        "%2d  ".formatted(ranked.rank())
            + colours.bySeverity(ranked.recommendation().severity(), Columns.fit(severity, 9))
            + Columns.fit(name, width - 2 - 13 - 16 - 9)
            + "%16s".formatted(affected)
            + colours.good("%9s".formatted(gain(ranked.potentialIncrease()))));
    List<String> steps = ranked.recommendation().content().remediation();
    if (!steps.isEmpty()) {
      for (String part : Columns.wrap(steps.getFirst(), width - 2 - 13 - 2, 2)) {
        line(" ".repeat(13) + colours.faint(part));
      }
    }
  }

  private void compliance(PostureReport report) {
    if (report.standards().isEmpty()) {
      return;
    }
    heading("Compliance", "met", "passed", "failed", "open");
    for (StandardCompliance standard : report.standards()) {
      row(
          standard.initiative().displayName(),
          standard.isAssessed() ? colours.bar(standard.percentage() / 100, BAR) : " ".repeat(BAR),
          standard.isAssessed() ? percent(standard.percentage()) : "-",
          "%,d".formatted(standard.passed()),
          "%,d".formatted(standard.failed()),
          "%,d".formatted(standard.skipped() + standard.manual()));
    }
  }

  /** What the figures leave out, and why. */
  private void gaps(PostureReport report) {
    Map<String, Long> reasons =
        report.recommendations().stream()
            .flatMap(r -> r.recommendation().notEvaluable().stream())
            .collect(Collectors.groupingBy(Words::reason, TreeMap::new, Collectors.counting()));
    long missing = report.counts().notAssessed();
    if (reasons.isEmpty() && missing + report.counts().exempt() + report.counts().failed() == 0) {
      return;
    }
    out.println();
    line(colours.strong("Not assessed"));
    reasons.forEach(
        (reason, count) -> gap(count, count == 1 ? "recommendation" : "recommendations", reason));
    gap(missing, "assessments", "no engine has produced them yet; never counted as healthy");
    gap(report.counts().exempt(), "assessments", "exempt");
    gap(report.counts().failed(), "assessments", "the rule failed on the resource");
  }

  private void gap(long count, String of, String reason) {
    if (count > 0) {
      line("%,7d %-16s".formatted(count, of) + colours.faint(Columns.cut(reason, width - 26)));
    }
  }

  private void problems(Outcome outcome) {
    if (outcome.problemCount() == 0) {
      return;
    }
    out.println();
    line(
        colours.bad(count(outcome.problemCount(), "problem"))
            + " in the input; the rest was assessed");
    outcome.problems().stream()
        .limit(PROBLEMS)
        .forEach(problem -> Columns.wrap(problem, width - 4, 4).forEach(part -> line("  " + part)));
    long more = outcome.problemCount() - Math.min(PROBLEMS, outcome.problems().size());
    if (more > 0) {
      line(colours.faint("  and %,d more (all of them: --output json)".formatted(more)));
    }
  }

  private void heading(String name, String a, String b, String c, String d) {
    out.println();
    line(
        colours.strong(Columns.fit(name, title))
            + " ".repeat(BAR + 2)
            + colours.faint("%10s%10s%10s%10s".formatted(a, b, c, d)));
  }

  private void row(String name, String bar, String a, String b, String c, String d) {
    line(
        Columns.fit(name, title - 1)
            + " "
            + bar
            + "  %10s%10s%10s".formatted(a, b, c)
            + colours.good("%10s".formatted(d)));
  }

  private void line(String text) {
    out.println("  " + text.stripTrailing());
  }

  private static String percent(double percentage) {
    return "%.1f %%".formatted(percentage);
  }

  private static String gain(double points) {
    return points >= 0.05 ? "+%.1f".formatted(points) : "";
  }

  private static String count(long number, String of) {
    return "%,d %s%s".formatted(number, of, number == 1 ? "" : "s");
  }
}
