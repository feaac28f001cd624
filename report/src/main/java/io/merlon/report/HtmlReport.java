package io.merlon.report;

import gg.jte.output.Utf8ByteOutput;
import java.io.IOException;
import java.io.OutputStream;

/** One self-contained page for people: no reference leads out of it. */
public final class HtmlReport {
  private final Utf8ByteOutput page;

  /** Renders the page of this outcome. */
  public HtmlReport(Outcome outcome) {
    page = Template.render("report.jte", new ReportPage(outcome));
  }

  /** Writes it, in UTF-8. */
  public void writeTo(OutputStream target) throws IOException {
    page.writeTo(target);
    target.flush();
  }
}
