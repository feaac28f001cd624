package io.merlon.content;

import static io.merlon.content.OwnContent.CONTENT;
import static io.merlon.content.OwnContent.items;
import static io.merlon.content.OwnContent.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.model.Value;
import io.merlon.policy.AliasTable;
import io.merlon.policy.EvaluationContext;
import io.merlon.policy.ExistenceIndex;
import io.merlon.policy.PlannedPolicy;
import io.merlon.policy.PolicyAssignment;
import io.merlon.policy.PolicyEvaluator;
import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyPlan;
import io.merlon.policy.Verdict;
import io.merlon.testing.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every definition says of its own test resources what they are there for, with the policy engine
 * that runs it in earnest: with Azure's alias table, and without one, as on a machine that has no
 * table, where the engine walks the path that the alias spells.
 */
class DefinitionVerdictTest {
  private static final EvaluationContext CONTEXT =
      EvaluationContext.at(Instant.parse("2026-01-01T00:00:00Z"));
  private static final Set<Verdict> UNHEALTHY =
      Set.of(Verdict.NON_COMPLIANT, Verdict.RELATED_MISSING);

  private static final PolicyLibrary LIBRARY = library();

  private static PolicyLibrary library() {
    PolicyLibrary.Builder builder = PolicyLibrary.builder();
    CONTENT.definitions().forEach(one -> builder.add(one.source(), one.document()));
    CONTENT.initiatives().forEach(one -> builder.add(one.source(), one.document()));
    return builder.build();
  }

  @Test
  void everyDefinitionAndTheBaselineCompileWithoutAProblem() {
    assertThat(LIBRARY.problems()).isEmpty();
    assertThat(LIBRARY.definitions()).hasSameSizeAs(CONTENT.definitions());

    PolicyPlan plan =
        PolicyPlan.compile(
            LIBRARY,
            AliasTable.EMPTY,
            List.of(PolicyAssignment.ofDefaults(MerlonContent.BASELINE)));
    assertThat(plan.problems()).isEmpty();
    assertThat(plan.policies())
        .hasSameSizeAs(CONTENT.definitions())
        .allMatch(policy -> policy.notEvaluable().isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> saysWhatItsTestResourcesAreWithoutAnAliasTable() {
    return verdicts(AliasTable.EMPTY);
  }

  @TestFactory
  Stream<DynamicTest> saysWhatItsTestResourcesAreWithAzuresAliasTable() throws IOException {
    return verdicts(azureAliases());
  }

  @Test
  void aMachineOfWhichNothingIsKnownIsNeverHealthy() {
    Resource unknown =
        resource(
            Json.parse(
                """
                {"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.HybridCompute/machines/m",
                 "name": "m", "type": "Microsoft.HybridCompute/machines",
                 "properties": {"osType": "linux", "facts": {"root": false}}}
                """));
    PolicyPlan plan =
        PolicyPlan.compile(
            LIBRARY,
            AliasTable.EMPTY,
            List.of(PolicyAssignment.ofDefaults(MerlonContent.BASELINE)));
    ExistenceIndex.Builder index = plan.existenceIndex(CONTEXT);
    index.observe(unknown);

    List<String> decided = new ArrayList<>();
    plan.evaluator(index.build(), CONTEXT)
        .evaluate(
            unknown,
            (policy, verdict) -> {
              if (verdict != Verdict.NOT_APPLICABLE) {
                decided.add(policy + ": " + verdict);
              }
            });
    assertThat(decided).isEmpty();
  }

  private static AliasTable azureAliases() throws IOException {
    try (InputStream in =
        new GZIPInputStream(
            Files.newInputStream(SharedData.require("azure-policy").resolve("aliases.json.gz")))) {
      return AliasTable.of((ObjectValue) Json.parse(in.readAllBytes()));
    }
  }

  private static Stream<DynamicTest> verdicts(AliasTable aliases) {
    return CONTENT.definitions().stream()
        .map(one -> dynamicTest(name(one), () -> checkVerdicts(one, aliases)));
  }

  private static void checkVerdicts(SourcedDocument definition, AliasTable aliases) {
    PolicyPlan plan =
        PolicyPlan.compile(
            LIBRARY, aliases, List.of(PolicyAssignment.ofDefaults(name(definition))));
    assertThat(plan.problems()).isEmpty();
    Value tests = OwnContent.tests(definition);
    check(plan, tests, "healthy", Set.of(Verdict.COMPLIANT));
    check(plan, tests, "unhealthy", UNHEALTHY);
    check(plan, tests, "notApplicable", Set.of(Verdict.NOT_APPLICABLE));
  }

  private static void check(PolicyPlan plan, Value tests, String state, Set<Verdict> expected) {
    List<Value> cases = items(tests.get(state));
    for (int i = 0; i < cases.size(); i++) {
      Value test = cases.get(i);
      Value assessed = test.get("resource").isAbsent() ? test : test.get("resource");
      Resource resource = resource(assessed);
      ExistenceIndex.Builder index = plan.existenceIndex(CONTEXT);
      index.observe(resource);
      items(test.get("related")).forEach(related -> index.observe(resource(related)));
      PolicyEvaluator evaluator = plan.evaluator(index.build(), CONTEXT);

      List<Verdict> verdicts = new ArrayList<>();
      evaluator.evaluate(resource, (policy, verdict) -> verdicts.add(verdict));
      // A policy that cannot apply to a resource's type is not asked at all.
      Verdict verdict = verdicts.isEmpty() ? Verdict.NOT_APPLICABLE : verdicts.getFirst();

      PlannedPolicy policy = plan.policies().getFirst();
      assertThat(expected)
          .as("%s[%d]: %s", state, i, evaluator.explain(resource, policy).evidence())
          .contains(verdict);
    }
  }

  private static Resource resource(Value document) {
    return new Resource(
        ResourceId.of(document.get("id").textOr("")),
        ResourceType.of(document.get("type").textOr("")),
        (ObjectValue) document);
  }
}
