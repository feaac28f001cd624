package io.merlon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Every definition and initiative that Azure publishes loads, and compiles as assigned. */
class PublishedDefinitionsTest {
  @Test
  void allLoadAndAllInitiativesCompile(TestReporter reporter) throws IOException {
    PolicyLibrary library = published();
    assertThat(library.problems()).isEmpty();
    assertThat(library.definitions()).hasSizeGreaterThanOrEqualTo(3_594);
    assertThat(library.initiatives()).hasSizeGreaterThanOrEqualTo(181);
    reporter.publishEntry("by mode", byMode(library).toString());

    for (PolicyInitiative initiative : library.initiatives()) {
      List<PolicyAssignment> assigned = List.of(PolicyAssignment.ofDefaults(initiative.name()));
      PolicyPlan plan = PolicyPlan.compile(library, AliasTable.EMPTY, assigned);
      assertThat(plan.problems())
          .as(initiative.displayName())
          .allMatch(
              p -> p.reason().contains("has no default") || p.reason().contains("not loaded"));
    }
  }

  @Test
  void theBenchmarkCompilesWithItsDefaultsAlone() throws IOException {
    PolicyLibrary library = published();
    PolicyPlan plan =
        PolicyPlan.compile(
            library,
            AliasTable.EMPTY,
            List.of(PolicyAssignment.ofDefaults("1f3afdf9-d0c9-4c3d-847f-89da613e70a8")));
    assertThat(plan.problems()).isEmpty();
    assertThat(plan.policies()).hasSize(223);
  }

  @Test
  void whatNoResourceDecidesIsClassedByItsReason() throws IOException {
    Map<String, Long> classed =
        published().definitions().stream()
            .collect(
                Collectors.groupingBy(
                    d -> d.notEvaluable().map(Enum::name).orElse("evaluable"),
                    TreeMap::new,
                    Collectors.counting()));
    assertThat(classed).containsKeys("DATA_PLANE_MODE", "MANUAL", "MICROSOFT_MANAGED", "evaluable");
    assertThat(classed).doesNotContainKey("INVALID");
  }

  private static Map<String, Long> byMode(PolicyLibrary library) {
    return library.definitions().stream()
        .collect(
            Collectors.groupingBy(
                d -> d.mode() + d.notEvaluable().map(n -> " (" + n.name() + ")").orElse(""),
                TreeMap::new,
                Collectors.counting()));
  }

  private static PolicyLibrary published() throws IOException {
    PolicyLibrary.Builder library = PolicyLibrary.builder();
    for (String folder : List.of("policyDefinitions", "policySetDefinitions")) {
      try (Stream<Path> files = Files.walk(SharedData.require("azure-policy/" + folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
          library.add(file.toString(), (ObjectValue) Json.parse(Files.readAllBytes(file)));
        }
      }
    }
    return library.build();
  }
}
