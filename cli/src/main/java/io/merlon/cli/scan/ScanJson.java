package io.merlon.cli.scan;

import io.merlon.model.ArrayValue;
import io.merlon.model.DecimalValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.vulnerability.Cvss;
import io.merlon.vulnerability.Finding;
import io.merlon.vulnerability.Priority;
import io.merlon.vulnerability.SoftwarePackage;
import io.merlon.vulnerability.Vulnerability;
import io.merlon.vulnerability.inventory.PackageUrls;
import io.merlon.vulnerability.match.Scan;
import io.merlon.vulnerability.secrets.Secret;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** A scan as one JSON document; docs/scan.md describes it. */
final class ScanJson {
  private final Scan scan;

  private ScanJson(Scan scan) {
    this.scan = scan;
  }

  static ObjectValue of(Scan scan) {
    return new ScanJson(scan).document();
  }

  private ObjectValue document() {
    ObjectValue.Builder document = ObjectValue.builder().put("target", scan.inventory().name());
    scan.inventory()
        .distribution()
        .ifPresent(distribution ->
            document.put(
                "distribution",
                ObjectValue.builder()
                    .put("id", distribution.id())
                    .put("version", distribution.version())
                    .build()));
    return document
        .put("results", list(scan.targets(), this::target))
        .put(
            "suppressed",
            list(
                scan.suppressed(),
                one -> finding(one.finding()).with("reason", new StringValue(one.reason()))))
        .put("secrets", list(scan.secrets(), ScanJson::secret))
        .put("problems", list(scan.inventory().problems(), StringValue::new))
        .build();
  }

  private ObjectValue target(Scan.Target target) {
    ObjectValue.Builder result =
        ObjectValue.builder()
            .put("target", target.software().target())
            .put("type", target.software().type());
    if (!target.software().origin().isEmpty()) {
      result.put("layer", target.software().origin());
    }
    return result
        .put("packages", list(target.software().packages(), this::software))
        .put("findings", list(target.findings(), this::finding))
        .build();
  }

  private ObjectValue software(SoftwarePackage one) {
    ObjectValue.Builder software =
        ObjectValue.builder()
            .put("name", one.name())
            .put("version", one.version())
            .put("purl", PackageUrls.of(one, scan.inventory().distribution()));
    one.source()
        .ifPresent(
            source -> software.put("source", source.name()).put("sourceVersion", source.version()));
    one.path().ifPresent(path -> software.put("path", path));
    return software.build();
  }

  private ObjectValue finding(Finding finding) {
    Vulnerability flaw = finding.vulnerability();
    Priority priority = Priority.of(finding);
    ObjectValue.Builder result =
        ObjectValue.builder()
            .put("id", finding.id())
            .put("aliases", list(finding.names().stream().sorted().toList(), StringValue::new))
            .put(
                "bulletins", list(finding.bulletins().stream().sorted().toList(), StringValue::new))
            .put("package", finding.installed().name())
            .put("installedVersion", finding.installed().version())
            .put("fixedVersion", finding.fixedVersion())
            .put("state", finding.state().label())
            .put("severity", finding.severity().label())
            .put("priority", priority.rank())
            .put("reason", priority.reason())
            .put("title", flaw.title())
            .put("cvss", list(flaw.cvss(), ScanJson::cvss))
            .put("references", list(flaw.references(), StringValue::new));
    finding.installed().path().ifPresent(path -> result.put("path", path));
    flaw.exploited().ifPresent(date -> result.put("exploitedSince", date));
    flaw.epss().ifPresent(epss -> result.put("epss", new DecimalValue(BigDecimal.valueOf(epss))));
    return result.build();
  }

  private static ObjectValue secret(Secret secret) {
    ObjectValue.Builder result =
        ObjectValue.builder()
            .put("kind", secret.kind())
            .put("title", secret.title())
            .put("severity", secret.severity().label())
            .put("path", secret.path())
            .put("line", secret.line())
            .put("masked", secret.masked());
    if (!secret.layer().isEmpty()) {
      result.put("layer", secret.layer());
    }
    return result.build();
  }

  private static ObjectValue cvss(Cvss cvss) {
    return ObjectValue.builder()
        .put("source", cvss.source())
        .put("vector", cvss.vector())
        .put("score", new DecimalValue(BigDecimal.valueOf(cvss.score())))
        .build();
  }

  static <T> ArrayValue list(Collection<T> items, Function<T, ? extends Value> value) {
    return new ArrayValue(List.copyOf(items.stream().map(value).toList()));
  }
}
