package io.merlon.cli.scan;

import io.merlon.vulnerability.Finding;
import io.merlon.vulnerability.Priority;
import io.merlon.vulnerability.match.Scan;
import io.merlon.vulnerability.secrets.Secret;

/** A scan as one page that needs nothing else; what comes from outside is escaped. */
final class ScanPage {
  private static final String START =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>TARGET</title>
      <style>
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem }
      table { border-collapse: collapse; width: 100% }
      th, td { border-bottom: 1px solid #ddd; padding: .4rem .6rem; text-align: left; vertical-align: top }
      .Critical, .High { color: #b10e1c; font-weight: 600 } .Medium { color: #8a4b00 }
      small { color: #555 } td { overflow-wrap: anywhere }
      </style></head><body><h1>TARGET</h1>
      """;

  private final StringBuilder page = new StringBuilder();

  private ScanPage() {}

  static String of(Scan scan) {
    return new ScanPage().write(scan);
  }

  private String write(Scan scan) {
    String name = escaped(scan.inventory().name());
    page.append(START.replace("TARGET", name));
    scan.inventory()
        .distribution()
        .ifPresent(one -> page.append("<p>" + escaped(one.toString()) + "</p>\n"));
    page.append("<p>" + escaped(ScanTable.sum(scan)) + "</p>\n");
    for (Scan.Target target : scan.targets()) {
      if (!target.findings().isEmpty()) {
        writeTarget(target);
      }
    }
    if (!scan.secrets().isEmpty()) {
      writeSecrets(scan);
    }
    return page.append("</body></html>\n").toString();
  }

  private void writeTarget(Scan.Target target) {
    page.append("<h2>" + escaped(target.software().target()) + "</h2>\n<table><tr>");
    page.append("<th>Severity<th>Flaw<th>Package<th>Installed<th>Fixed in<th>Priority</tr>\n");
    for (Finding finding : target.findings()) {
      Priority priority = Priority.of(finding);
      String severity = finding.severity().label();
      page.append("<tr><td class=\"" + severity + "\">" + severity);
      cell(finding.id(), finding.vulnerability().title());
      cell(finding.installed().name(), finding.installed().path().orElse(""));
      cell(finding.installed().version(), "");
      cell(Scan.fix(finding), "");
      cell(String.valueOf(priority.rank()), priority.reason());
      page.append("</tr>\n");
    }
    page.append("</table>\n");
  }

  private void writeSecrets(Scan scan) {
    page.append("<h2>Secrets</h2>\n<table><tr><th>Severity<th>What<th>Value<th>Where</tr>\n");
    for (Secret secret : scan.secrets()) {
      String severity = secret.severity().label();
      page.append("<tr><td class=\"" + severity + "\">" + severity);
      cell(secret.title(), "");
      cell(secret.masked(), "");
      cell(secret.path() + ":" + secret.line(), secret.layer());
      page.append("</tr>\n");
    }
    page.append("</table>\n");
  }

  private void cell(String text, String note) {
    page.append("<td>" + escaped(text));
    if (!note.isEmpty()) {
      page.append("<br><small>" + escaped(note) + "</small>");
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
