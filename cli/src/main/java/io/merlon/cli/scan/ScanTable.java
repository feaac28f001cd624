package io.merlon.cli.scan;

import io.merlon.cli.Terminal;
import io.merlon.cli.output.Colours;
import io.merlon.cli.output.Columns;
import io.merlon.model.Severity;
import io.merlon.vulnerability.Finding;
import io.merlon.vulnerability.Priority;
import io.merlon.vulnerability.match.Scan;
import io.merlon.vulnerability.secrets.Secret;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A scan for people: the findings of each group of packages, then the sum. */
final class ScanTable {
  private final Terminal terminal;
  private final PrintStream out;
  private final Colours colours;

  ScanTable(Terminal terminal) {
    this.terminal = terminal;
    this.out = terminal.out();
    this.colours = new Colours(terminal.wantsColour());
  }

  void print(Scan scan) {
    String system = scan.inventory().distribution().map(distro -> " (" + distro + ")").orElse("");
    out.println(colours.strong(Terminal.plain(scan.inventory().name() + system)));
    for (Scan.Target target : scan.targets()) {
      int packages = target.software().packages().size();
      out.println();
      out.printf(
          "%s  %s%n",
          colours.accent(Terminal.plain(target.software().target())),
          colours.faint(
              "%s, %,d package%s"
                  .formatted(target.software().type(), packages, packages == 1 ? "" : "s")));
      printFindings(target.findings());
    }
    printSecrets(scan.secrets());
    out.println();
    out.println(sum(scan));
  }

  private void printSecrets(List<Secret> secrets) {
    if (secrets.isEmpty()) {
      return;
    }
    out.println();
    out.printf(
        "%s  %s%n",
        colours.accent("secrets"), colours.faint("%,d in files".formatted(secrets.size())));
    for (Secret secret : secrets) {
      String place = secret.path() + ":" + secret.line();
      out.println(
          "  "
              + colours.bySeverity(secret.severity(), Columns.fit(secret.severity().label(), 13))
              + Columns.fit(secret.title(), 34)
              + "  "
              + Terminal.plain(secret.masked()));
      out.println(
          "  "
              + " ".repeat(13)
              + colours.faint(
                  Terminal.plain(
                      secret.layer().isEmpty() ? place : place + " of " + secret.layer())));
    }
  }

  private void printFindings(List<Finding> findings) {
    if (findings.isEmpty()) {
      out.println("  nothing known");
      return;
    }
    int room = terminal.width() - 2 - 13 - 20;
    int fix = width(findings, room / 3, Scan::fix);
    int version = width(findings, room / 3, finding -> finding.installed().version());
    int name = width(findings, room - version - fix - 4, finding -> finding.installed().name());
    out.println(
        colours.faint(
            "  "
                + Columns.fit("severity", 13)
                + Columns.fit("flaw", 20)
                + Columns.fit("package", name + 2)
                + Columns.fit("installed", version + 2)
                + "fixed in"));
    for (Finding finding : findings) {
      out.println(
          "  "
              + colours.bySeverity(finding.severity(), Columns.fit(finding.severity().label(), 13))
              + Columns.fit(finding.id(), 20)
              + Columns.fit(finding.installed().name(), name)
              + "  "
              + Columns.fit(finding.installed().version(), version)
              + "  "
              + Columns.cut(Scan.fix(finding), fix));
      String why = Priority.of(finding).reason();
      String title = finding.vulnerability().title();
      out.println(
          "  "
              + " ".repeat(13)
              + colours.faint(
                  Columns.cut(
                      why + (title.isEmpty() ? "" : " · " + title), terminal.width() - 15)));
    }
  }

  private static int width(List<Finding> findings, int most, Function<Finding, String> text) {
    int longest = findings.stream().mapToInt(one -> text.apply(one).length()).max().orElse(0);
    return Math.clamp(longest, 9, Math.max(10, most));
  }

  static String sum(Scan scan) {
    long findings = scan.findings().count();
    long packages =
        scan.targets().stream().mapToLong(target -> target.software().packages().size()).sum();
    Map<Severity, Long> bySeverity =
        scan.findings().collect(Collectors.groupingBy(Finding::severity, Collectors.counting()));
    String split =
        Arrays.stream(Severity.values())
            .sorted(Comparator.reverseOrder())
            .filter(bySeverity::containsKey)
            .map(severity ->
                bySeverity.get(severity) + " " + severity.label().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    String suppressed =
        scan.suppressed().isEmpty()
            ? ""
            : ", %,d more do not apply (VEX)".formatted(scan.suppressed().size());
    String secrets =
        scan.secrets().isEmpty()
            ? ""
            : ", %,d secret%s"
                .formatted(scan.secrets().size(), scan.secrets().size() == 1 ? "" : "s");
    return "%,d package%s, %,d finding%s%s%s%s"
        .formatted(
            packages,
            packages == 1 ? "" : "s",
            findings,
            findings == 1 ? "" : "s",
            split.isEmpty() ? "" : ": " + split,
            suppressed,
            secrets);
  }
}
