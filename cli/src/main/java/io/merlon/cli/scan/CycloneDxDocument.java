package io.merlon.cli.scan;

import static io.merlon.cli.scan.ScanJson.list;

import io.merlon.cli.ProductVersion;
import io.merlon.model.ArrayValue;
import io.merlon.model.DecimalValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.vulnerability.Cvss;
import io.merlon.vulnerability.Distribution;
import io.merlon.vulnerability.Finding;
import io.merlon.vulnerability.SoftwarePackage;
import io.merlon.vulnerability.Usage;
import io.merlon.vulnerability.inventory.PackageUrls;
import io.merlon.vulnerability.match.Scan;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** A scan as a CycloneDX 1.6 bill of materials with vulnerabilities. */
final class CycloneDxDocument {
  private CycloneDxDocument() {}

  static ObjectValue of(Scan scan, Instant now) {
    return of(scan, now, one -> Usage.UNKNOWN);
  }

  /** The same with how each package is used. */
  static ObjectValue of(Scan scan, Instant now, Function<SoftwarePackage, Usage> usage) {
    Optional<Distribution> distribution = scan.inventory().distribution();
    Map<String, ObjectValue> components = new LinkedHashMap<>();
    distribution.ifPresent(one -> components.put("os", system(one)));
    scan.targets().stream()
        .flatMap(target -> target.software().packages().stream())
        .forEach(one -> {
          String purl = PackageUrls.of(one, distribution);
          components.putIfAbsent(purl, component(one, purl, usage.apply(one)));
        });
    Map<String, List<Finding>> byFlaw = new LinkedHashMap<>();
    scan.findings()
        .forEach(one -> byFlaw.computeIfAbsent(one.id(), id -> new ArrayList<>()).add(one));
    return ObjectValue.builder()
        .put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json")
        .put("bomFormat", "CycloneDX")
        .put("specVersion", "1.6")
        .put("serialNumber", "urn:uuid:" + UUID.randomUUID())
        .put("version", 1)
        .put("metadata", metadata(scan, now))
        .put("components", new ArrayValue(List.copyOf(components.values())))
        .put("vulnerabilities", list(byFlaw.values(), all -> vulnerability(all, distribution)))
        .build();
  }

  private static ObjectValue metadata(Scan scan, Instant now) {
    ObjectValue tool =
        ObjectValue.builder()
            .put("type", "application")
            .put("name", "Merlon")
            .put("version", ProductVersion.NUMBER)
            .build();
    return ObjectValue.builder()
        .put("timestamp", now.toString())
        .put(
            "tools",
            ObjectValue.builder().put("components", new ArrayValue(List.<Value>of(tool))).build())
        .put(
            "component",
            ObjectValue.builder()
                .put("type", "application")
                .put("bom-ref", "target")
                .put("name", scan.inventory().name())
                .build())
        .build();
  }

  private static ObjectValue system(Distribution distribution) {
    return ObjectValue.builder()
        .put("type", "operating-system")
        .put("bom-ref", "os")
        .put("name", distribution.id())
        .put("version", distribution.version())
        .build();
  }

  private static ObjectValue component(SoftwarePackage one, String purl, Usage usage) {
    ObjectValue.Builder component =
        ObjectValue.builder()
            .put("type", "library")
            .put("bom-ref", purl)
            .put("name", one.name())
            .put("version", one.version())
            .put("purl", purl);
    List<Value> properties = new ArrayList<>();
    one.source()
        .ifPresent(source -> {
          properties.add(property("merlon:source:name", source.name()));
          properties.add(property("merlon:source:version", source.version()));
        });
    one.path().ifPresent(path -> properties.add(property("merlon:path", path)));
    if (usage.known()) {
      properties.add(property("merlon:usage", usage.label()));
    }
    return properties.isEmpty()
        ? component.build()
        : component.put("properties", new ArrayValue(properties)).build();
  }

  private static ObjectValue property(String name, String value) {
    return ObjectValue.builder().put("name", name).put("value", value).build();
  }

  private static ObjectValue vulnerability(
      List<Finding> findings, Optional<Distribution> distribution) {
    Finding first = findings.getFirst();
    ObjectValue.Builder vulnerability =
        ObjectValue.builder()
            .put("bom-ref", first.id())
            .put("id", first.id())
            .put("ratings", ratings(first));
    if (!first.vulnerability().description().isEmpty()) {
      vulnerability.put("description", first.vulnerability().description());
    }
    if (first.isFixable()) {
      vulnerability.put("recommendation", "Upgrade to " + first.fixedVersion());
    }
    return vulnerability
        .put(
            "affects",
            list(
                findings.stream()
                    .map(one -> PackageUrls.of(one.installed(), distribution))
                    .distinct()
                    .toList(),
                purl -> ObjectValue.builder().put("ref", purl).build()))
        .build();
  }

  private static ArrayValue ratings(Finding finding) {
    List<Value> ratings = new ArrayList<>();
    for (Cvss cvss : finding.vulnerability().cvss()) {
      ObjectValue.Builder rating =
          ObjectValue.builder()
              .put("source", ObjectValue.builder().put("name", cvss.source()).build())
              .put("score", new DecimalValue(BigDecimal.valueOf(cvss.score())))
              .put("severity", word(cvss.severity().label()));
      if (!cvss.vector().isEmpty()) {
        rating.put("method", method(cvss.vector())).put("vector", cvss.vector());
      }
      ratings.add(rating.build());
    }
    if (ratings.isEmpty()) {
      ratings.add(ObjectValue.builder().put("severity", word(finding.severity().label())).build());
    }
    return new ArrayValue(ratings);
  }

  private static String method(String vector) {
    return vector.startsWith("CVSS:4")
        ? "CVSSv4"
        : vector.startsWith("CVSS:3.1")
            ? "CVSSv31"
            : vector.startsWith("CVSS:3") ? "CVSSv3" : "CVSSv2";
  }

  private static String word(String label) {
    return label.equals("Informational") ? "info" : label.toLowerCase(Locale.ROOT);
  }
}
