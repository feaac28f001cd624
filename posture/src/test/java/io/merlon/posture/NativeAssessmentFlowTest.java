package io.merlon.posture;

import static io.merlon.posture.House.NOW;
import static io.merlon.posture.House.assessment;
import static io.merlon.posture.House.resource;
import static io.merlon.posture.House.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.Value;
import io.merlon.policy.Verdict;
import io.merlon.posture.nativeassessment.NativeAssessment;
import io.merlon.testing.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Microsoft's own, unmodified definitions see the assessments that we make. */
class NativeAssessmentFlowTest {
  private static final String UPDATES = "e1145ab1-eb4f-43d8-911b-36ddf771d13f";
  private static final String SQL = "f97aa83c-9b63-4f9a-99f6-b22c4398f936";

  private static String updatesRule = "";
  private static String sqlRule = "";
  private static Value updatesDefinition = ObjectValue.EMPTY;
  private static Value sqlDefinition = ObjectValue.EMPTY;

  @BeforeAll
  static void findTheDefinitions() throws IOException {
    Path folder =
        SharedData.require("azure-policy").resolve("policyDefinitions").resolve("Security Center");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
        String text = Files.readString(file);
        if (text.contains("\"" + UPDATES + "\"")) {
          updatesDefinition = Json.parse(text);
          updatesRule = updatesDefinition.get("name").textOr("");
        } else if (text.contains("\"" + SQL + "\"")) {
          sqlDefinition = Json.parse(text);
          sqlRule = sqlDefinition.get("name").textOr("");
        }
      }
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
    assertThat(updatesRule).isNotEmpty();
    assertThat(sqlRule).isNotEmpty();
  }

  @Test
  void aMachinesOwnFactsDecideTheUnmodifiedDefinition() {
    Resource patched = machine("patched", "{\"updates\": {\"known\": true, \"securityCount\": 0}}");
    Resource behind = machine("behind", "{\"updates\": {\"known\": true, \"securityCount\": 3}}");
    Resource unknown = machine("unknown", "{\"updates\": {\"known\": false}}");
    PostureAssessor assessor = assessor();
    List<Assessment> assessments = run(assessor, patched, behind, unknown);

    assertThat(assessment(assessments, patched, updatesRule).orElseThrow().status())
        .isEqualTo(AssessmentStatus.HEALTHY);
    Assessment missing = assessment(assessments, behind, updatesRule).orElseThrow();
    assertThat(missing.status()).isEqualTo(AssessmentStatus.UNHEALTHY);
    assertThat(missing.explanation().verdict()).isEqualTo(Verdict.NON_COMPLIANT);
    Assessment notAssessed = assessment(assessments, unknown, updatesRule).orElseThrow();
    assertThat(notAssessed.status()).isEqualTo(AssessmentStatus.NOT_APPLICABLE);
    assertThat(notAssessed.cause()).isEqualTo(AssessmentCause.NOT_ASSESSED);
    assertThat(notAssessed.causeDetail()).isEqualTo(UPDATES);
    // one of the two that were assessed is healthy; the third is visibly not assessed
    assertThat(assessor.report().score()).isEqualTo(new Score(5, 10, 50));
    assertThat(assessor.report().counts().notAssessed()).isEqualTo(4);
  }

  @Test
  void anAssessmentThatSaysNotApplicableIsNotHealthy() {
    Resource machine = machine("m", "{\"packages\": [{\"name\": \"bash\"}]}");
    PostureAssessor assessor = assessor();
    Assessment sql = assessment(run(assessor, machine), machine, sqlRule).orElseThrow();
    assertThat(sql.status()).isEqualTo(AssessmentStatus.NOT_APPLICABLE);
    assertThat(sql.cause()).isEqualTo(AssessmentCause.SOURCE_NOT_APPLICABLE);
    assertThat(sql.causeDetail()).contains("SQL Server");
    assertThat(assessor.report().score()).isEqualTo(Score.NOTHING_ASSESSED);
  }

  @Test
  void anAssessmentOfTheInventoryGoesBeforeOursWhereverItStands() {
    Resource machine = machine("m", "{\"updates\": {\"known\": true, \"securityCount\": 0}}");
    Resource exported = exported(machine.id(), UPDATES, "Unhealthy");
    for (List<Resource> order : List.of(List.of(machine, exported), List.of(exported, machine))) {
      List<Assessment> assessments = run(assessor(), order.toArray(Resource[]::new));
      assertThat(assessment(assessments, machine, updatesRule).orElseThrow().status())
          .isEqualTo(AssessmentStatus.UNHEALTHY);
    }
  }

  @Test
  void anExportedAssessmentIsSeenWithoutAnyFacts() {
    Resource machine = machine("m", "{}");
    Resource exported = exported(machine.id(), UPDATES, "Healthy");
    assertThat(
            assessment(run(assessor(), exported, machine), machine, updatesRule)
                .orElseThrow()
                .status())
        .isEqualTo(AssessmentStatus.HEALTHY);
  }

  private static PostureAssessor assessor() {
    House house =
        new House()
            .document(Json.write(updatesDefinition))
            .document(Json.write(sqlDefinition))
            .assign("updates", House.DEFINITIONS + updatesRule, "{}")
            .assign("sql", House.DEFINITIONS + sqlRule, "{}");
    PostureContent content = House.content(updatesRule + ":a", sqlRule + ":b");
    return PostureAssessor.builder(house.plan(), content, NOW).build();
  }

  private static Resource machine(String name, String facts) {
    return resource("Microsoft.HybridCompute/machines", name, "{\"facts\": " + facts + "}");
  }

  private static Resource exported(ResourceId machine, String name, String code) {
    return new NativeAssessment(
            machine, name, NativeAssessment.Code.valueOf(code.toUpperCase(Locale.ROOT)), "", "")
        .toResource();
  }
}
