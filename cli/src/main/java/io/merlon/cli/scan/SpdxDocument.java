package io.merlon.cli.scan;

import static io.merlon.cli.scan.ScanJson.list;

import io.merlon.cli.ProductVersion;
import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.vulnerability.inventory.PackageUrls;
import io.merlon.vulnerability.match.Scan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The software of a scan as an SPDX 2.3 document, which has no place for findings. */
final class SpdxDocument {
  private static final String DOCUMENT = "SPDXRef-DOCUMENT";

  private SpdxDocument() {}

  static ObjectValue of(Scan scan, Instant now) {
    List<Value> packages = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    scan.inventory()
        .distribution()
        .ifPresent(distribution -> {
          ids.add("SPDXRef-OperatingSystem");
          packages.add(
              entry(ids.getLast(), distribution.id(), distribution.version())
                  .put("primaryPackagePurpose", "OPERATING-SYSTEM")
                  .build());
        });
    scan.targets().stream()
        .flatMap(target -> target.software().packages().stream())
        .forEach(one -> {
          ids.add("SPDXRef-Package-" + packages.size());
          ObjectValue.Builder entry = entry(ids.getLast(), one.name(), one.version());
          one.source()
              .ifPresent(source ->
                  entry.put(
                      "sourceInfo",
                      "built package from: " + source.name() + " " + source.version()));
          packages.add(
              entry
                  .put(
                      "externalRefs",
                      new ArrayValue(
                          List.<Value>of(
                              reference(PackageUrls.of(one, scan.inventory().distribution())))))
                  .build());
        });
    return ObjectValue.builder()
        .put("spdxVersion", "SPDX-2.3")
        .put("dataLicense", "CC0-1.0")
        .put("SPDXID", DOCUMENT)
        .put("name", scan.inventory().name())
        .put("documentNamespace", "urn:uuid:" + UUID.randomUUID())
        .put(
            "creationInfo",
            ObjectValue.builder()
                .put("created", now.truncatedTo(ChronoUnit.SECONDS).toString())
                .put(
                    "creators",
                    new ArrayValue(
                        List.<Value>of(new StringValue("Tool: Merlon-" + ProductVersion.NUMBER))))
                .build())
        .put("packages", new ArrayValue(packages))
        .put("relationships", list(ids, SpdxDocument::described))
        .build();
  }

  private static ObjectValue.Builder entry(String id, String name, String version) {
    return ObjectValue.builder()
        .put("SPDXID", id)
        .put("name", name)
        .put("versionInfo", version)
        .put("downloadLocation", "NOASSERTION")
        .put("filesAnalyzed", BooleanValue.FALSE);
  }

  private static ObjectValue reference(String purl) {
    return ObjectValue.builder()
        .put("referenceCategory", "PACKAGE-MANAGER")
        .put("referenceType", "purl")
        .put("referenceLocator", purl)
        .build();
  }

  private static ObjectValue described(String id) {
    return ObjectValue.builder()
        .put("spdxElementId", DOCUMENT)
        .put("relationshipType", "DESCRIBES")
        .put("relatedSpdxElement", id)
        .build();
  }
}
