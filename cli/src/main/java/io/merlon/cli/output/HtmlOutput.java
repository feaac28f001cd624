package io.merlon.cli.output;

import io.merlon.posture.AssessmentSink;
import io.merlon.report.HtmlReport;
import io.merlon.report.Outcome;
import java.io.IOException;
import java.io.OutputStream;

/** One self-contained page for people: no reference leads out of it. */
final class HtmlOutput implements AssessmentOutput {
  private final OutputStream target;

  HtmlOutput(OutputStream target) {
    this.target = target;
  }

  @Override
  public AssessmentSink sink() {
    return AssessmentSink.NONE;
  }

  @Override
  public void finish(Outcome outcome) throws IOException {
    new HtmlReport(outcome).writeTo(target);
  }
}
