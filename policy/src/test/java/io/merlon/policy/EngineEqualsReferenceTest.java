package io.merlon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.NullValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the rules and the resource: the compiled plan says what the naive interpreter says. */
class EngineEqualsReferenceTest {
  private static final ResourceType TYPE = ResourceType.of("Merlon.Test/things");

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void thePlanSaysWhatTheReferenceSays(
      @ForAll("ruleSets") List<Value> conditions, @ForAll("resources") ObjectValue document) {
    PolicyLibrary.Builder library = PolicyLibrary.builder();
    List<PolicyAssignment> assignments = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      library.add("rule" + i, definition("rule" + i, conditions.get(i)));
      assignments.add(PolicyAssignment.ofDefaults("rule" + i));
    }
    PolicyLibrary built = library.build();
    assertThat(built.problems()).isEmpty();
    PolicyPlan plan = PolicyPlan.compile(built, AliasTable.EMPTY, assignments);
    EvaluationContext context = EvaluationContext.at(Instant.EPOCH);
    Resource resource =
        new Resource(
            ResourceId.of("/subscriptions/s/providers/Merlon.Test/things/x"), TYPE, document);
    PolicyEvaluator evaluator = plan.evaluator(plan.existenceIndex(context).build(), context);

    Map<Integer, Verdict> verdicts = new java.util.HashMap<>();
    evaluator.evaluate(resource, (policy, verdict) -> verdicts.put(policy.index(), verdict));
    for (int i = 0; i < conditions.size(); i++) {
      boolean expected = new NaiveInterpreter(document).holds(conditions.get(i));
      boolean actual = verdicts.get(i) == Verdict.NON_COMPLIANT;
      assertThat(actual).as("%s on %s", conditions.get(i), document).isEqualTo(expected);
      Verdict explained = evaluator.explain(resource, plan.policies().get(i)).verdict();
      assertThat(explained == Verdict.NON_COMPLIANT).isEqualTo(expected);
    }
  }

  private static ObjectValue definition(String name, Value condition) {
    return ObjectValue.builder()
        .put("name", name)
        .put(
            "policyRule",
            ObjectValue.builder()
                .put("if", condition)
                .put("then", ObjectValue.builder().put("effect", "audit").build())
                .build())
        .build();
  }

  @Provide
  Arbitrary<List<Value>> ruleSets() {
    return conditions("").list().ofMinSize(1).ofMaxSize(4);
  }

  private static Arbitrary<Value> conditions(String scope) {
    return Arbitraries.recursive(
        () -> leaves(scope),
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMaxSize(3).map(all -> object("allOf", new ArrayValue(all))),
                inner.list().ofMaxSize(3).map(any -> object("anyOf", new ArrayValue(any))),
                inner.map(one -> object("not", one))),
        0,
        3);
  }

  private static Arbitrary<Value> leaves(String scope) {
    Arbitrary<String> names =
        scope.isEmpty()
            ? Arbitraries.of("a", "b", "A.b", "b.a", "list", "list[*]", "list[*].a", "b.list[*]")
            : Arbitraries.of(scope, scope + ".a", scope + ".b", "a");
    Arbitrary<Value> comparisons =
        Combinators.combine(names, operators())
            .as((name, operator) -> operator.with("field", new StringValue(name)));
    if (!scope.isEmpty()) {
      return comparisons;
    }
    Arbitrary<Value> counts =
        Combinators.combine(
                Arbitraries.of("list[*]", "b.list[*]"),
                Arbitraries.of("greater", "less", "equals"),
                Arbitraries.longs().between(0, 2))
            .flatAs((array, operator, bound) ->
                conditions(array)
                    .map(where ->
                        ObjectValue.builder()
                            .put(
                                "count",
                                ObjectValue.builder()
                                    .put("field", array)
                                    .put("where", where)
                                    .build())
                            .put(operator, bound)
                            .build()));
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(4, comparisons), net.jqwik.api.Tuple.of(1, counts));
  }

  private static Arbitrary<ObjectValue> operators() {
    Arbitrary<Value> scalars = scalars();
    return Arbitraries.oneOf(
        Combinators.combine(Arbitraries.of("equals", "notEquals"), scalars)
            .as(EngineEqualsReferenceTest::object),
        Combinators.combine(
                Arbitraries.of("in", "notIn"),
                scalars.list().ofMaxSize(10).map(l -> (Value) new ArrayValue(l)))
            .as(EngineEqualsReferenceTest::object),
        Combinators.combine(
                Arbitraries.of("contains", "notContains"),
                Arbitraries.of("x", "Y", "xy").map(t -> (Value) new StringValue(t)))
            .as(EngineEqualsReferenceTest::object),
        Combinators.combine(
                Arbitraries.of("like", "notLike"),
                Arbitraries.of("x*", "*y", "?y", "x").map(t -> (Value) new StringValue(t)))
            .as(EngineEqualsReferenceTest::object),
        Combinators.combine(
                Arbitraries.of("exists"), Arbitraries.of(BooleanValue.values()).map(b -> (Value) b))
            .as(EngineEqualsReferenceTest::object),
        Combinators.combine(
                Arbitraries.of("greater", "less"),
                Arbitraries.longs().between(0, 3).map(n -> (Value) new IntegerValue(n)))
            .as(EngineEqualsReferenceTest::object));
  }

  private static ObjectValue object(String name, Value value) {
    return ObjectValue.builder().put(name, value).build();
  }

  private static Arbitrary<Value> scalars() {
    return Arbitraries.oneOf(
        Arbitraries.of("x", "X", "xy", "Yx", "true", "2", "").map(StringValue::new),
        Arbitraries.longs().between(0, 3).map(IntegerValue::new),
        Arbitraries.of(BooleanValue.values()),
        Arbitraries.just(NullValue.NULL));
  }

  @Provide
  Arbitrary<ObjectValue> resources() {
    Arbitrary<Value> values =
        Arbitraries.recursive(
            EngineEqualsReferenceTest::scalars,
            inner ->
                Arbitraries.oneOf(inner.list().ofMaxSize(3).map(ArrayValue::new), objects(inner)),
            0,
            2);
    return objects(values);
  }

  private static Arbitrary<ObjectValue> objects(Arbitrary<Value> values) {
    return Arbitraries.maps(Arbitraries.of("a", "A", "b", "list"), values)
        .ofMaxSize(3)
        .map(properties -> {
          ObjectValue.Builder object = ObjectValue.builder();
          properties.forEach(object::put);
          return object.build();
        });
  }
}
