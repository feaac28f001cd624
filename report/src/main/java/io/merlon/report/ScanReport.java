package io.merlon.report;

import gg.jte.output.Utf8ByteOutput;
import io.merlon.vulnerability.match.Scan;
import java.io.IOException;
import java.io.OutputStream;

/** What a scan found, as one self-contained page for people: no reference leads out of it. */
public final class ScanReport {
  private final Utf8ByteOutput page;

  /**
   * Renders the page.
   *
   * @param sum the result in one line
   */
  public ScanReport(Scan scan, String sum) {
    page = Template.render("scan.jte", new ScanPage(scan, sum));
  }

  /** Writes it, in UTF-8. */
  public void writeTo(OutputStream target) throws IOException {
    page.writeTo(target);
    target.flush();
  }
}
