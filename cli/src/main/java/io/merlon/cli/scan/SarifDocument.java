package io.merlon.cli.scan;

import static io.merlon.cli.scan.ScanJson.list;

import io.merlon.cli.output.SarifLevel;
import io.merlon.cli.output.SarifLog;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.vulnerability.Cvss;
import io.merlon.vulnerability.Finding;
import io.merlon.vulnerability.Priority;
import io.merlon.vulnerability.match.Scan;
import io.merlon.vulnerability.secrets.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The findings of a scan as SARIF 2.1.0: a rule for each flaw, a result for each package. */
final class SarifDocument {
  private SarifDocument() {}

  static ObjectValue of(Scan scan) {
    Map<String, ObjectValue> rules = new LinkedHashMap<>();
    List<Value> results = new ArrayList<>();
    for (Scan.Target target : scan.targets()) {
      for (Finding finding : target.findings()) {
        rules.putIfAbsent(finding.id(), rule(finding));
        results.add(result(finding, target.software().target()));
      }
    }
    for (Secret secret : scan.secrets()) {
      rules.putIfAbsent(secret.kind(), rule(secret));
      results.add(result(secret));
    }
    return SarifLog.of(rules.values(), results);
  }

  private static ObjectValue rule(Finding finding) {
    String title = finding.vulnerability().title();
    String description = finding.vulnerability().description();
    return ObjectValue.builder()
        .put("id", finding.id())
        .put("shortDescription", SarifLog.text(title.isEmpty() ? finding.id() : title))
        .put("fullDescription", SarifLog.text(description.isEmpty() ? finding.id() : description))
        .put(
            "properties",
            ObjectValue.builder()
                .put(
                    "security-severity",
                    finding
                        .vulnerability()
                        .highestCvss()
                        .map(Cvss::score)
                        .map(String::valueOf)
                        .orElse("0.0"))
                .build())
        .build();
  }

  private static ObjectValue rule(Secret secret) {
    return ObjectValue.builder()
        .put("id", secret.kind())
        .put("shortDescription", SarifLog.text(secret.title()))
        .put("fullDescription", SarifLog.text(secret.title() + " that lies open in a file"))
        .build();
  }

  private static ObjectValue result(Secret secret) {
    return ObjectValue.builder()
        .put("ruleId", secret.kind())
        .put("level", SarifLevel.of(secret.severity()))
        .put("message", SarifLog.text(secret.title() + ": " + secret.masked()))
        .put(
            "locations",
            list(List.of(secret), one -> location(one.path(), Optional.of(one.line()))))
        .build();
  }

  private static ObjectValue result(Finding finding, String target) {
    String file = finding.installed().path().orElse(target);
    String message =
        finding.installed().name()
            + " "
            + finding.installed().version()
            + " has "
            + finding.id()
            + (finding.isFixable() ? ", fixed in " + finding.fixedVersion() : "")
            + ". "
            + Priority.of(finding).reason();
    return ObjectValue.builder()
        .put("ruleId", finding.id())
        .put("level", SarifLevel.of(finding.severity()))
        .put("message", SarifLog.text(message))
        .put("locations", list(List.of(file), one -> location(one, Optional.empty())))
        .build();
  }

  private static ObjectValue location(String file, Optional<Integer> line) {
    ObjectValue.Builder place =
        ObjectValue.builder()
            .put(
                "artifactLocation",
                ObjectValue.builder().put("uri", file.replace(" ", "%20")).build());
    line.ifPresent(
        number -> place.put("region", ObjectValue.builder().put("startLine", number).build()));
    return ObjectValue.builder().put("physicalLocation", place.build()).build();
  }
}
