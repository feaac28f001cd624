package io.merlon.report;

import gg.jte.output.Utf8ByteOutput;
import java.io.IOException;
import java.io.OutputStream;

/** What was detected, as one self-contained page for people: no reference leads out of it. */
public final class ThreatReport {
  private final Utf8ByteOutput page;

  /** Renders the page of this outcome. */
  public ThreatReport(ThreatOutcome outcome) {
    page = Template.render("threats.jte", new ThreatPage(outcome));
  }

  /** Writes it, in UTF-8. */
  public void writeTo(OutputStream target) throws IOException {
    page.writeTo(target);
    target.flush();
  }
}
