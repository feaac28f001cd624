package io.merlon.cli.assess;

import io.merlon.posture.PostureReport;
import io.merlon.posture.Score;
import io.merlon.report.Outcome;
import java.util.Locale;

/** The one line that standard error gets where the result itself goes to a program. */
final class Summary {
  private Summary() {}

  static String line(Outcome outcome) {
    PostureReport report = outcome.report();
    Score score = report.score();
    String reached =
        score.isAssessed()
            ? String.format(
                Locale.ROOT,
                "%.1f %% (%.2f of %d)",
                score.percentage(),
                score.current(),
                score.max())
            : "not assessed";
    return String.format(
        Locale.ROOT,
        "%,d resource%s, secure score %s, %,d healthy, %,d unhealthy, %,d not applicable, %,d"
            + " problem%s",
        report.resources(),
        report.resources() == 1 ? "" : "s",
        reached,
        report.counts().healthy(),
        report.counts().unhealthy(),
        report.counts().notApplicable(),
        outcome.problemCount(),
        outcome.problemCount() == 1 ? "" : "s");
  }
}
