package io.merlon.content;

import static io.merlon.content.OwnContent.CONTENT;
import static io.merlon.content.OwnContent.items;
import static io.merlon.content.OwnContent.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.json.Json;
import io.merlon.model.Severity;
import io.merlon.model.Value;
import io.merlon.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenchmarkRecommendationsTest {
  private static final List<Value> RECOMMENDATIONS =
      CONTENT.recommendations().stream()
          .filter(one -> one.source().endsWith("/mcsb.json"))
          .flatMap(one -> items(one.document().get("recommendations")).stream())
          .toList();

  @Test
  void coverExactlyTheDefinitionsOfTheBenchmark() throws IOException {
    Path file =
        SharedData.require("azure-policy")
            .resolve("policySetDefinitions/Security Center/AzureSecurityCenter.json");
    List<String> referred =
        items(Json.parse(Files.readAllBytes(file)).get("properties").get("policyDefinitions"))
            .stream()
            .map(one -> one.get("policyDefinitionId").textOr(""))
            .map(id -> id.substring(id.lastIndexOf('/') + 1))
            .toList();
    assertThat(referred).hasSize(223);
    assertThat(RECOMMENDATIONS.stream().map(BenchmarkRecommendationsTest::definition).toList())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(referred);
  }

  private static String definition(Value recommendation) {
    return recommendation.get("definition").textOr("");
  }

  @Test
  void sayForEveryDefinitionHowBadWhyAndWhatToDo() {
    Set<String> controls = DefinitionShapeTest.controlIds();
    assertThat(RECOMMENDATIONS).isNotEmpty();
    for (Value one : RECOMMENDATIONS) {
      String where = definition(one);
      assertThat(Severity.of(one.get("severity").textOr(""))).as(where).isPresent();
      assertThat(controls).as(where).contains(one.get("control").textOr(""));
      assertThat(one.get("why").textOr("")).as(where).hasSizeGreaterThan(30);
      assertThat(texts(one.get("remediation"))).as(where).isNotEmpty().noneMatch(String::isBlank);
      DefinitionShapeTest.checkFix(where, one.get("quickFix"));
      AttackIds.check(where, one);
    }
  }
}
