package io.merlon.connect.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import io.merlon.testing.SharedData;
import io.merlon.vulnerability.Finding;
import io.merlon.vulnerability.Inventory;
import io.merlon.vulnerability.SoftwarePackage;
import io.merlon.vulnerability.advisory.AdvisoryIndex;
import io.merlon.vulnerability.inventory.BillOfMaterials;
import io.merlon.vulnerability.inventory.SoftwareReader;
import io.merlon.vulnerability.match.PackageMatcher;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What another scanner found in its own fixtures, with its own advisories. */
class GoldenFindingsTest {
  private static final String FIXTURES = "vulnerability/trivy-fixtures/integration/testdata/";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "bun, repo/bun",
    "cocoapods, repo/cocoapods",
    "composer.lock, repo/composer",
    "composer.vendor, repo/composer-vendor",
    "conan, repo/conan",
    "dotnet, repo/dotnet",
    "gomod, repo/gomod",
    "gradle, repo/gradle",
    "mix.lock, repo/mixlock",
    "npm, repo/npm",
    "nuget, repo/nuget",
    "packagesprops, repo/packagesprops",
    "pip, repo/pip",
    "pnpm, repo/pnpm",
    "poetry, repo/poetry",
    "pom, repo/pom",
    "pubspec.lock, repo/pubspec",
    "sbt, repo/sbt",
    "swift, repo/swift",
    "yarn, repo/yarn",
    "centos-7, sbom/centos-7-cyclonedx.json",
    "centos-7, sbom/centos-7-cyclonedx.intoto.jsonl",
    "centos-7, sbom/centos-7-spdx.json",
    "centos-7, sbom/centos-7-spdx.txt",
    "fluentd-multiple-lockfiles, sbom/fluentd-multiple-lockfiles-cyclonedx.json",
    "minikube-kbom, sbom/minikube-kbom.json",
    "license-cyclonedx, sbom/license-cyclonedx.json"
  })
  void theSameFlawsOfTheSamePackagesWithTheSameFixes(String golden, String input) throws Exception {
    Path path = SharedData.require(FIXTURES + "fixtures/" + input);
    Path index = folder.resolve("advisories.index");
    AdvisoryFiles.build(List.of(SharedData.require(FIXTURES + "fixtures/db")), index, n -> {});
    Inventory inventory =
        Files.isDirectory(path)
            ? SoftwareReader.read(input, FolderTree.walk(path, SecretSearch.none(), problem -> {}))
            : BillOfMaterials.read(input, Files.readAllBytes(path));
    try (Arena arena = Arena.ofConfined()) {
      AdvisoryIndex advisories = AdvisoryFiles.open(index, arena);
      PackageMatcher matcher = new PackageMatcher(advisories);
      Set<String> found = new TreeSet<>();
      for (SoftwarePackage one : inventory.packages().filter(p -> !p.development()).toList()) {
        for (Finding finding : matcher.match(one, inventory.distribution())) {
          found.add(line(finding.id(), one.name(), one.version(), finding.fixedVersion()));
        }
      }
      assertThat(inventory.problems()).isEmpty();
      assertThat(found).isEqualTo(expected(golden));
    }
  }

  private static Set<String> expected(String golden) throws Exception {
    Value report =
        Json.parse(Files.readAllBytes(SharedData.require(FIXTURES + golden + ".json.golden")));
    Set<String> lines = new TreeSet<>();
    for (Value result : items(report.get("Results"))) {
      for (Value one : items(result.get("Vulnerabilities"))) {
        lines.add(
            line(
                one.get("VulnerabilityID").textOr(""),
                one.get("PkgName").textOr(""),
                one.get("InstalledVersion").textOr(""),
                one.get("FixedVersion").textOr("")));
      }
    }
    return lines;
  }

  private static List<Value> items(Value list) {
    return list instanceof ArrayValue array ? array.items() : List.of();
  }

  private static String line(String id, String name, String version, String fixed) {
    return id + " " + name + " " + version + " fixed in " + fixed;
  }
}
