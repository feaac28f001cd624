package io.merlon.report;

import io.merlon.model.Severity;
import io.merlon.vulnerability.Finding;
import io.merlon.vulnerability.Priority;
import io.merlon.vulnerability.match.Scan;
import java.util.List;

/** What the template of a scan shows. */
public record ScanPage(Scan scan, String sum) {
  public String name() {
    return scan.inventory().name();
  }

  public String distribution() {
    return scan.inventory().distribution().map(Object::toString).orElse("");
  }

  /** Those in which something was found. */
  public List<Scan.Target> targets() {
    return scan.targets().stream().filter(target -> !target.findings().isEmpty()).toList();
  }

  public Priority priority(Finding finding) {
    return Priority.of(finding);
  }

  public String fix(Finding finding) {
    return Scan.fix(finding);
  }

  /** The colour of a severity. */
  public String tone(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "poor";
      case MEDIUM -> "fair";
      case LOW, INFORMATIONAL -> "soft";
    };
  }
}
