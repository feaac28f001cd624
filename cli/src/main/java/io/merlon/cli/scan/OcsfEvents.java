package io.merlon.cli.scan;

import static io.merlon.cli.scan.ScanJson.list;

import io.merlon.model.ArrayValue;
import io.merlon.model.DecimalValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.report.OcsfActivity;
import io.merlon.report.OcsfEvent;
import io.merlon.vulnerability.Cvss;
import io.merlon.vulnerability.Distribution;
import io.merlon.vulnerability.Finding;
import io.merlon.vulnerability.Priority;
import io.merlon.vulnerability.inventory.PackageUrls;
import io.merlon.vulnerability.match.Scan;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The findings of a scan as OCSF 1.5 vulnerability findings (class 2002), one a line. */
final class OcsfEvents {
  private static final int CLASS = 2002;

  private OcsfEvents() {}

  static Stream<ObjectValue> of(Scan scan, Instant now) {
    return scan.findings().map(finding -> event(finding, scan, now));
  }

  private static ObjectValue event(Finding finding, Scan scan, Instant now) {
    String target = scan.inventory().name();
    String title = finding.vulnerability().title();
    Optional<Distribution> distribution = scan.inventory().distribution();
    return OcsfEvent.of(
            CLASS, "Vulnerability Finding", OcsfActivity.CREATE, now, finding.severity())
        .put("status_id", 1)
        .put("status", "New")
        .put("metadata", OcsfEvent.metadata().build())
        .put(
            "finding_info",
            ObjectValue.builder()
                .put("uid", target + "/" + finding.installed().name() + "/" + finding.id())
                .put("title", title.isEmpty() ? finding.id() : title)
                .put("desc", Priority.of(finding).reason())
                .build())
        .put("vulnerabilities", list(List.of(finding), one -> vulnerability(one, distribution)))
        .put(
            "resources",
            list(List.of(target), name -> ObjectValue.builder().put("name", name).build()))
        .build();
  }

  private static ObjectValue vulnerability(Finding finding, Optional<Distribution> distribution) {
    ObjectValue.Builder cve = ObjectValue.builder().put("uid", finding.id());
    List<Cvss> cvss =
        finding.vulnerability().cvss().stream().filter(one -> !one.vector().isEmpty()).toList();
    if (!cvss.isEmpty()) {
      cve.put("cvss", list(cvss, OcsfEvents::cvss));
    }
    finding
        .vulnerability()
        .epss()
        .ifPresent(epss ->
            cve.put(
                "epss",
                ObjectValue.builder()
                    .put("score", BigDecimal.valueOf(epss).toPlainString())
                    .build()));
    ObjectValue.Builder result =
        ObjectValue.builder()
            .put("cve", cve.build())
            .put("severity", finding.severity().label())
            .put("is_fix_available", finding.isFixable())
            .put("is_exploit_available", finding.vulnerability().exploited().isPresent())
            .put("references", list(finding.vulnerability().references(), StringValue::new))
            .put(
                "affected_packages",
                new ArrayValue(List.<Value>of(software(finding, distribution))));
    if (!finding.vulnerability().description().isEmpty()) {
      result.put("desc", finding.vulnerability().description());
    }
    return result.build();
  }

  private static ObjectValue software(Finding finding, Optional<Distribution> distribution) {
    ObjectValue.Builder software =
        ObjectValue.builder()
            .put("name", finding.installed().name())
            .put("version", finding.installed().version())
            .put("purl", PackageUrls.of(finding.installed(), distribution));
    if (finding.isFixable()) {
      software.put("fixed_in_version", finding.fixedVersion());
    }
    finding.installed().path().ifPresent(path -> software.put("path", path));
    return software.build();
  }

  private static ObjectValue cvss(Cvss one) {
    return ObjectValue.builder()
        .put("version", version(one.vector()))
        .put("base_score", new DecimalValue(BigDecimal.valueOf(one.score())))
        .put("vector_string", one.vector())
        .put("vendor_name", one.source())
        .build();
  }

  private static String version(String vector) {
    return vector.startsWith("CVSS:") ? vector.substring(5, vector.indexOf('/')) : "2.0";
  }
}
