package io.merlon.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

/** Whatever a definition says: it is refused with a reason or runs, and neither takes long. */
class DefinitionFuzzTest {
  @Property(tries = 5_000)
  void anyExpressionIsRefusedOrEvaluates(@ForAll("expressions") String expression) {
    ObjectValue condition =
        ObjectValue.builder().put("value", "[" + expression + "]").put("equals", "x").build();
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> run(rule(condition)));
  }

  @Provide
  Arbitrary<String> expressions() {
    Arbitrary<String> names =
        Arbitraries.of(
            "concat",
            "field",
            "if",
            "split",
            "first",
            "length",
            "int",
            "padLeft",
            "replace",
            "range",
            "format",
            "join",
            "union",
            "substring",
            "dateTimeAdd",
            "ipRangeContains",
            "current",
            "parameters",
            "resourceGroup",
            "json",
            "and",
            "take");
    Arbitrary<String> leaves =
        Arbitraries.of(
            "'a'",
            "''",
            "-1",
            "99999999999999999999",
            "3.5",
            "'[*]'",
            "'properties.x[*]'",
            "true",
            "'{0}'",
            "'2024-01-01'",
            "'10.0.0.0/8'",
            "(",
            "'",
            "]",
            "..",
            "2147483647");
    return Arbitraries.recursive(
        () -> leaves,
        inner ->
            net.jqwik.api.Combinators.combine(names, inner.list().ofMaxSize(4))
                .as((name, arguments) -> name + "(" + String.join(",", arguments) + ")"),
        0,
        4);
  }

  @Test
  void definitionsThatWereDamagedAnywhereAreRefusedOrRun() throws IOException {
    Path folder = SharedData.require("azure-policy/policyDefinitions");
    Random random = new Random(7);
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(Files::isRegularFile).sorted().toList();
    }
    int refused = 0;
    for (int round = 0; round < 3_000; round++) {
      String text = Files.readString(files.get(random.nextInt(files.size())));
      int at = random.nextInt(text.length());
      int to = Math.min(text.length(), at + random.nextInt(40));
      String damaged =
          switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + text.substring(to);
            case 1 ->
                text.substring(0, at) + "[\"{]},:".charAt(random.nextInt(7)) + text.substring(at);
            default -> text.substring(0, at) + text.substring(at, to) + text.substring(at);
          };
      try {
        Value document = Json.parse(damaged);
        refused +=
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> run(document))
                ? 0
                : 1;
      } catch (JacksonException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void depthAndLengthAreBounded() {
    String deep = "not(".repeat(10_000) + "true" + ")".repeat(10_000);
    assertThatNoException()
        .isThrownBy(() ->
            run(
                rule(
                    ObjectValue.builder()
                        .put("value", "[" + deep + "]")
                        .put("equals", true)
                        .build())));
    Value nested = ObjectValue.builder().put("field", "a").put("exists", true).build();
    for (int i = 0; i < 1_000; i++) {
      nested = ObjectValue.builder().put("not", nested).build();
    }
    List<PolicyProblem> problems = new ArrayList<>();
    PolicyDefinition.read("deep", rule(nested), problems::add);
    assertThat(problems).anyMatch(problem -> problem.reason().contains("nested deeper"));
  }

  private static ObjectValue rule(Value condition) {
    return ObjectValue.builder()
        .put("name", "fuzzed")
        .put(
            "policyRule",
            ObjectValue.builder()
                .put("if", condition)
                .put("then", ObjectValue.builder().put("effect", "audit").build())
                .build())
        .build();
  }

  /** Whether it was taken; what is taken is also run. */
  private static boolean run(Value document) {
    PolicyLibrary library = PolicyLibrary.builder().add("fuzz", document).build();
    if (library.definitions().isEmpty()) {
      assertThat(library.problems().size() + library.initiatives().size()).isPositive();
      return false;
    }
    PolicyDefinition definition = library.definitions().iterator().next();
    PolicyPlan plan =
        PolicyPlan.compile(
            library, AliasTable.EMPTY, List.of(PolicyAssignment.ofDefaults(definition.name())));
    EvaluationContext context = EvaluationContext.at(Instant.EPOCH);
    ObjectValue body =
        ObjectValue.builder()
            .put("type", "Microsoft.Storage/storageAccounts")
            .put("name", "x")
            .put("properties", ObjectValue.builder().put("x", new StringValue("y")).build())
            .build();
    Resource resource =
        new Resource(
            ResourceId.of(
                "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/x"),
            ResourceType.of("Microsoft.Storage/storageAccounts"),
            body);
    ExistenceIndex.Builder index = plan.existenceIndex(context);
    index.observe(resource);
    PolicyEvaluator evaluator = plan.evaluator(index.build(), context);
    evaluator.evaluate(resource, (policy, verdict) -> {});
    plan.policies().forEach(policy -> evaluator.explain(resource, policy));
    return true;
  }
}
