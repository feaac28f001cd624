package io.merlon.posture;

import static io.merlon.posture.House.NOW;
import static io.merlon.posture.House.resource;
import static io.merlon.posture.House.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.model.Value;
import io.merlon.policy.AliasTable;
import io.merlon.policy.NotEvaluable;
import io.merlon.policy.PolicyAssignment;
import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyPlan;
import io.merlon.posture.nativeassessment.NativeAssessment;
import io.merlon.testing.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The unmodified "Microsoft cloud security benchmark", every definition of it in a control. */
class BenchmarkInitiativeTest {
  private static final Resource MACHINE =
      resource(
          "Microsoft.Compute/virtualMachines",
          "vm",
          "{\"storageProfile\": {\"osDisk\": {\"osType\": \"Linux\"}}}");
  private static final Resource STORE =
      resource(
          "Microsoft.Storage/storageAccounts",
          "store",
          "{\"supportsHttpsTrafficOnly\": false, \"allowBlobPublicAccess\": false}");
  private static final Resource SUBSCRIPTION = subscription();

  private static Optional<PolicyPlan> compiled = Optional.empty();

  @BeforeAll
  static void compile() throws IOException {
    Path data = SharedData.require("azure-policy");
    PolicyLibrary.Builder library = PolicyLibrary.builder();
    try (Stream<Path> files = Files.walk(data.resolve("policyDefinitions"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
        library.add(file.toString(), Json.parse(Files.readAllBytes(file)));
      }
    }
    Path initiative = data.resolve("policySetDefinitions/Security Center/AzureSecurityCenter.json");
    Value benchmark = Json.parse(Files.readAllBytes(initiative));
    library.add("benchmark", benchmark);
    try (InputStream aliases =
        new GZIPInputStream(Files.newInputStream(data.resolve("aliases.json.gz")))) {
      AliasTable table =
          Json.parse(aliases.readAllBytes()) instanceof ObjectValue object
              ? AliasTable.of(object)
              : AliasTable.EMPTY;
      compiled =
          Optional.of(
              PolicyPlan.compile(
                  library.build(),
                  table,
                  List.of(PolicyAssignment.ofDefaults(benchmark.get("name").textOr("")))));
    }
  }

  @Test
  void everyReferenceIsARecommendationAndEveryGroupAControl() {
    PostureReport report = assess();
    assertThat(report.recommendations()).hasSize(223);
    assertThat(report.standards())
        .singleElement()
        .satisfies(standard -> assertThat(standard.controls()).hasSize(85));
    assertThat(report.recommendations())
        .allMatch(one -> !one.recommendation().compliance().isEmpty());
  }

  @Test
  void theAssessmentsThatNothingHasProducedAreNotAssessedAndNeverHealthy() {
    PostureAssessor assessor = assessor();
    List<Assessment> looking =
        run(assessor, MACHINE, SUBSCRIPTION).stream()
            .filter(one -> lookingForAssessment().contains(one.recommendation().name()))
            .toList();
    // the 26th, security groups on subnets, is switched off by the benchmark's own default
    assertThat(lookingForAssessment()).hasSize(25);
    assertThat(assessor.recommendations())
        .filteredOn(one -> one.name().equals("e71308d3-144b-4262-b144-efdc3cc90517"))
        .allMatch(one -> one.notEvaluable().equals(Optional.of("OffByPolicy")))
        .hasSize(1);
    assertThat(looking).hasSizeGreaterThan(15);
    assertThat(looking)
        .allMatch(one ->
            one.status() == AssessmentStatus.NOT_APPLICABLE
                && (one.cause() == AssessmentCause.NOT_ASSESSED
                    || one.cause() == AssessmentCause.NOT_APPLICABLE));
    assertThat(assessor.report().counts().notAssessed()).isGreaterThan(15);
  }

  @Test
  void whatAResourceCannotTellIsNeverPassed() {
    StandardCompliance benchmark = assess().standards().getFirst();
    List<ComplianceAssessment> untold =
        benchmark.controls().stream()
            .flatMap(control -> control.assessments().stream())
            .filter(one -> one.recommendation().notEvaluable().isPresent())
            .toList();
    assertThat(untold).isNotEmpty();
    assertThat(untold)
        .extracting(ComplianceAssessment::state)
        .isSubsetOf(ComplianceState.SKIPPED, ComplianceState.MANUAL);
  }

  @Test
  void thePartsOfAllRecommendationsAddUpToWhatIsMissing() {
    PostureReport report = assess();
    double parts =
        report.recommendations().stream()
            .mapToDouble(RankedRecommendation::potentialIncrease)
            .sum();
    assertThat(report.score().isAssessed()).isTrue();
    assertThat(parts).isCloseTo(100 - report.score().percentage(), within(1e-9));
  }

  private static PostureReport assess() {
    PostureAssessor assessor = assessor();
    run(assessor, MACHINE, STORE, SUBSCRIPTION);
    return assessor.report();
  }

  private static PostureAssessor assessor() {
    List<Value> said =
        plan().policies().stream()
            .<Value>map(policy ->
                ObjectValue.builder()
                    .put("definition", policy.definition().name())
                    .put("control", policy.index() % 2 == 0 ? "a" : "b")
                    .build())
            .toList();
    PostureContent content =
        PostureContent.builder()
            .addControls(
                "controls",
                Json.parse(
                    """
                    {"controls": [{"id": "a", "maxScore": 10}, {"id": "b", "maxScore": 4}]}
                    """))
            .addRecommendations(
                "said", ObjectValue.builder().put("recommendations", new ArrayValue(said)).build())
            .build();
    assertThat(content.problems()).isEmpty();
    return PostureAssessor.builder(plan(), content, NOW).build();
  }

  private static PolicyPlan plan() {
    return compiled.orElseThrow();
  }

  private static Set<String> lookingForAssessment() {
    return plan().policies().stream()
        .filter(policy -> policy.notEvaluable().filter(NotEvaluable.INVALID::equals).isEmpty())
        .filter(policy ->
            policy
                .existenceCheck()
                .filter(check -> check.type().equals(NativeAssessment.TYPE))
                .isPresent())
        .map(policy -> policy.definition().name())
        .collect(Collectors.toSet());
  }

  private static Resource subscription() {
    ObjectValue document =
        ObjectValue.builder()
            .put("id", House.SUBSCRIPTION)
            .put("name", "s1")
            .put("type", "Microsoft.Resources/subscriptions")
            .build();
    return new Resource(
        ResourceId.of(House.SUBSCRIPTION),
        ResourceType.of("Microsoft.Resources/subscriptions"),
        document);
  }
}
