package io.merlon.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merlon.json.Json;
import io.merlon.model.AbsentValue;
import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.DecimalValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.NullValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.testing.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The cases of another evaluator of the same language, straight from its files: rule, resource,
 * parameters and what is to come out.
 */
class ConformanceTest {
  private static final String SCOPE =
      "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/myResourceGroup";

  /** Cases that contradict Azure's documentation, by file and note, with what it says. */
  private static final Map<String, String> CONTRADICTIONS =
      Map.of(
          "e2e_fic_aks_issuer.yaml/skip_wrong_resource_type",
          "leaves out a parameter that has no default; \"Azure Policy definition structure"
              + " parameters\" requires every parameter without defaultValue to be assigned");

  @TestFactory
  Stream<DynamicNode> otherEvaluatorsCases() throws IOException {
    Path folder = SharedData.require("azure-policy/conformance");
    List<DynamicNode> files = new ArrayList<>();
    try (Stream<Path> listed = Files.list(folder.resolve("cases")).sorted()) {
      for (Path file : listed.toList()) {
        files.add(container(folder, file));
      }
    }
    return files.stream();
  }

  private static DynamicNode container(Path folder, Path file) throws IOException {
    Value suite =
        value(
            new Load(
                    LoadSettings.builder()
                        .setSchema(new CoreSchema())
                        .setCodePointLimit(1 << 26)
                        .build())
                .loadFromString(Files.readString(file)));
    AliasTable aliases =
        suite.get("aliases") instanceof StringValue(String name)
            ? AliasTable.ofCatalogue(
                (ArrayValue)
                    Json.parse(Files.readAllBytes(folder.resolve("aliases").resolve(name))))
            : AliasTable.EMPTY;
    List<DynamicNode> cases =
        items(suite.get("cases")).stream()
            .<DynamicNode>map(one ->
                DynamicTest.dynamicTest(
                    one.get("note").textOr("?"), () -> run(file, one, suite, aliases)))
            .toList();
    return DynamicContainer.dynamicContainer(file.getFileName().toString(), cases);
  }

  private static void run(Path file, Value one, Value suite, AliasTable aliases) {
    String contradiction =
        CONTRADICTIONS.get(file.getFileName() + "/" + one.get("note").textOr(""));
    if (contradiction == null) {
      check(one, suite, aliases);
    } else {
      assertThatThrownBy(() -> check(one, suite, aliases)).isInstanceOf(AssertionError.class);
      Assumptions.abort("fails, because it " + contradiction);
    }
  }

  private static void check(Value one, Value suite, AliasTable aliases) {
    String note = one.get("note").textOr("case");
    Value wholeDefinition =
        one.get("policy_definition").isAbsent()
            ? suite.get("policy_definition")
            : one.get("policy_definition");
    boolean ruleAlone = !one.get("policy_rule").isAbsent();
    List<PolicyProblem> problems = new ArrayList<>();
    Optional<PolicyDefinition> definition;
    try {
      Value written = Json.parse((ruleAlone ? one.get("policy_rule") : wholeDefinition).textOr(""));
      Value document =
          ruleAlone
              ? ObjectValue.builder()
                  .put("parameters", untyped(one.get("parameters")))
                  .put("policyRule", written)
                  .build()
              : written;
      definition = PolicyDefinition.read(note, document, problems::add);
    } catch (tools.jackson.core.JacksonException e) {
      definition = Optional.empty();
    }
    boolean wantError =
        !one.get("want_parse_error").isAbsent() || !one.get("want_compile_error").isAbsent();
    if (definition.isEmpty()) {
      assertThat(wantError).as("refused: %s", problems).isTrue();
      return;
    }
    PolicyPlan plan = plan(definition.get(), one, aliases);
    if (wantError) {
      assertThat(plan.problems()).as("a wrong definition is refused").isNotEmpty();
      return;
    }
    assertThat(plan.problems()).isEmpty();
    Resource resource = resource(one.get("resource"), one.get("api_version"));
    EvaluationContext context = context(one);
    PlannedPolicy policy = plan.policies().getFirst();
    List<Resource> related = related(one, policy, resource);
    ExistenceIndex.Builder index = plan.existenceIndex(context);
    related.forEach(index::observe);
    PolicyEvaluator evaluator = plan.evaluator(index.build(), context);
    boolean looksAtItself =
        policy.existenceCheck().filter(c -> c.type().equals(resource.type())).isPresent();
    Explanation explanation =
        evaluator.explain(looksAtItself ? stored(resource, related) : resource, policy);
    boolean acts =
        switch (explanation.verdict()) {
          case NON_COMPLIANT, RELATED_MISSING -> true;
          case COMPLIANT, FAILED -> false;
          case NOT_APPLICABLE ->
              policy.notEvaluable().filter(n -> n != NotEvaluable.DISABLED).isPresent()
                  && evaluator.matches(resource, policy);
        };
    String effect = acts ? explanation.effect() : "";
    assertThat(effect).as("%s", explanation).isEqualTo(one.get("want_effect").textOr(""));
    Value details = one.get("want_details");
    if (!details.isAbsent()) {
      assertThat(part(explanation.details(), details)).isEqualTo(details);
    }
  }

  private static PolicyPlan plan(PolicyDefinition definition, Value one, AliasTable aliases) {
    Value policy = one.get("context").get("policy");
    ObjectValue.Builder passed = ObjectValue.builder();
    if (one.get("parameters") instanceof ObjectValue parameters) {
      for (int i = 0; i < parameters.size(); i++) {
        passed.put(
            parameters.nameAt(i),
            ObjectValue.builder().put("value", parameters.valueAt(i)).build());
      }
    }
    ObjectValue assignment =
        ObjectValue.builder()
            .put("id", policy.get("assignmentId").textOr("assignment"))
            .put("scope", "/")
            .put("policyDefinitionId", definition.name())
            .put("parameters", passed.build())
            .build();
    PolicyDefinition named = definition;
    if (policy.get("definitionId") instanceof StringValue(String id)) {
      named =
          PolicyDefinition.read(
                  "case",
                  ObjectValue.builder()
                      .put("id", id)
                      .put("name", definition.name())
                      .put("policyRule", definition.ruleDocument())
                      .build(),
                  p -> {})
              .orElseThrow();
    }
    return PolicyPlan.compile(
        PolicyLibrary.builder().add(named).build(),
        aliases,
        List.of(PolicyAssignment.read("case", assignment, p -> {}).orElseThrow()));
  }

  /** The cases give values without declaring them. */
  private static Value untyped(Value parameters) {
    ObjectValue.Builder declared = ObjectValue.builder();
    if (parameters instanceof ObjectValue object) {
      for (int i = 0; i < object.size(); i++) {
        String type =
            switch (object.valueAt(i)) {
              case ArrayValue a -> "Array";
              case ObjectValue o -> "Object";
              case BooleanValue b -> "Boolean";
              case IntegerValue n -> "Integer";
              case DecimalValue n -> "Float";
              default -> "String";
            };
        declared.put(object.nameAt(i), ObjectValue.builder().put("type", type).build());
      }
    }
    return declared.build();
  }

  private static Resource resource(Value given, Value apiVersion) {
    ObjectValue document = given instanceof ObjectValue object ? object : ObjectValue.EMPTY;
    if (apiVersion instanceof StringValue) {
      document = document.with("apiVersion", apiVersion);
    }
    String type = document.get("type").textOr("Merlon.Test/resources");
    String id = document.get("id").textOr(SCOPE + "/providers/" + type + "/it");
    return new Resource(ResourceId.of(id), ResourceType.of(type), document);
  }

  /** The host's answer for the resource itself is what is stored of it beside the request. */
  private static Resource stored(Resource request, List<Resource> answers) {
    ObjectValue document = request.document();
    for (Resource answer : answers) {
      for (int i = 0; i < answer.document().size(); i++) {
        document = document.with(answer.document().nameAt(i).text(), answer.document().valueAt(i));
      }
    }
    return new Resource(request.id(), request.type(), document);
  }

  /** What the cases' host answers to a look-up becomes a related resource that is found. */
  private static List<Resource> related(Value one, PlannedPolicy policy, Resource evaluated) {
    List<Resource> related = new ArrayList<>();
    ResourceType type =
        policy.existenceCheck().map(ExistenceCheck::type).orElse(ResourceType.of("none/none"));
    String name = policy.existenceCheck().flatMap(ExistenceCheck::name).orElse("related");
    for (Value answer : items(one.get("host_await"))) {
      List<Value> responses =
          answer.get("response") instanceof ArrayValue(List<Value> several)
              ? several
              : List.of(answer.get("response"));
      for (Value response : responses) {
        if (response instanceof ObjectValue document) {
          RelatedScope scope = RelatedScope.of(evaluated.type(), type, "");
          String below = scope == RelatedScope.RESOURCE ? evaluated.id().text() : SCOPE;
          String last = name.substring(name.lastIndexOf('/') + 1);
          String id =
              type.isBelow(evaluated.type())
                  ? below + type.text().substring(evaluated.type().text().length()) + "/" + last
                  : below + "/providers/" + type.text() + "/" + last;
          related.add(new Resource(ResourceId.of(id), type, document));
        }
      }
    }
    return related;
  }

  private static EvaluationContext context(Value one) {
    Value context = one.get("context");
    Instant now =
        context.get("utcNow") instanceof StringValue(String time)
            ? OffsetDateTime.parse(time).toInstant()
            : Instant.EPOCH;
    ObjectValue group =
        context.get("resourceGroup") instanceof ObjectValue told
            ? told
            : ObjectValue.builder()
                .put("name", "myResourceGroup")
                .put("location", "eastus")
                .build();
    ObjectValue subscription =
        context.get("subscription") instanceof ObjectValue told
            ? told
            : ObjectValue.builder()
                .put("subscriptionId", "00000000-0000-0000-0000-000000000000")
                .build();
    Value given = one.get("request_context");
    Value asked = given.isAbsent() ? context.get("requestContext") : given;
    if (asked.isAbsent() && one.get("api_version") instanceof StringValue version) {
      asked = ObjectValue.builder().put("apiVersion", version).build();
    }
    return new EvaluationContext(
        now,
        asked instanceof ObjectValue object ? object : ObjectValue.EMPTY,
        Optional.of(subscription),
        Optional.of(group));
  }

  /** What is wanted of the details: the cases leave out what their evaluator does not use. */
  private static Value part(Value whole, Value wanted) {
    if (!(whole instanceof ObjectValue object) || !(wanted instanceof ObjectValue named)) {
      return whole;
    }
    ObjectValue.Builder kept = ObjectValue.builder();
    for (int i = 0; i < named.size(); i++) {
      Value value = object.get(named.nameAt(i));
      if (!value.isAbsent()) {
        kept.put(named.nameAt(i), value);
      }
    }
    return kept.build();
  }

  private static List<Value> items(Value value) {
    return value instanceof ArrayValue(List<Value> items) ? items : List.of();
  }

  private static Value value(Object yaml) {
    return switch (yaml) {
      case Map<?, ?> map -> {
        ObjectValue.Builder object = ObjectValue.builder();
        map.forEach((name, item) -> object.put(String.valueOf(name), orNull(item)));
        yield object.build();
      }
      case List<?> list -> new ArrayValue(list.stream().map(ConformanceTest::orNull).toList());
      case String text -> new StringValue(text);
      case Boolean bool -> BooleanValue.of(bool);
      case Integer number -> new IntegerValue(number);
      case Long number -> new IntegerValue(number);
      case Double number -> new DecimalValue(BigDecimal.valueOf(number));
      default -> AbsentValue.ABSENT;
    };
  }

  private static Value orNull(@org.jspecify.annotations.Nullable Object yaml) {
    return yaml == null ? NullValue.NULL : value(yaml);
  }
}
