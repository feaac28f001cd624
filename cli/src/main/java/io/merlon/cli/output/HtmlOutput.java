package io.merlon.cli.output;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.merlon.posture.AssessmentSink;
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
    Utf8ByteOutput page = new Utf8ByteOutput();
    TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlOutput.class.getClassLoader(), "io.merlon.cli.page")
        .render("report.jte", new ReportPage(outcome), page);
    page.writeTo(target);
    target.flush();
  }
}
