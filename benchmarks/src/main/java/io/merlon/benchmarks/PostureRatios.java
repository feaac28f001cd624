package io.merlon.benchmarks;

import io.merlon.model.Resource;
import io.merlon.policy.EvaluationContext;
import io.merlon.policy.ExistenceIndex;
import io.merlon.policy.PlannedPolicy;
import io.merlon.policy.PolicyEvaluator;
import io.merlon.policy.Verdict;
import io.merlon.posture.AssessmentSink;
import io.merlon.posture.PostureAssessor;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What evaluating the whole initiative "Microsoft cloud security benchmark" costs beside parsing
 * the inventory's JSON once: {@code PostureRatios [RESOURCES [ROUNDS]]}, with {@code merlon.data}
 * as the benchmarks have it.
 */
public final class PostureRatios {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final JsonFactory JACKSON = JsonFactory.builder().build();
  private static final int RESOURCES = 20_000;
  private static final int ROUNDS = 100;

  private final SecurityBenchmark benchmark = new SecurityBenchmark();
  private final SampleInventory inventory = new SampleInventory();
  private final AtomicLong sink = new AtomicLong();
  private long verdicts;

  private PostureRatios(int resources) throws IOException {
    inventory.size = resources;
    inventory.make();
    benchmark.load();
  }

  public static void main(String[] arguments) throws IOException {
    int resources = arguments.length > 0 ? Integer.parseInt(arguments[0]) : RESOURCES;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
    PostureRatios sample = new PostureRatios(resources);
    System.out.printf(
        "%,d resources, %,d MB of JSON, the least of %d rounds%n",
        resources, sample.inventory.json.length >> 20, rounds);
    new Rounds()
        .task("parse: Jackson, every token, name and text", () -> sample.tokens(true))
        .task("parse: Jackson, every token, texts skipped", () -> sample.tokens(false))
        .task("parse: to our values, ids and types", sample::values)
        .task("evaluate: the first pass", sample::observe)
        .task("evaluate: both passes", sample::evaluate)
        .task("evaluate: both, and the posture engine on top", sample::posture)
        .run(rounds)
        .print();
    System.out.println(sample.sink.addAndGet(sample.verdicts) == 0 ? "nothing was done" : "");
  }

  private void tokens(boolean texts) {
    long characters = 0;
    try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), inventory.json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        characters += texts ? length(token, parser) : token.id();
      }
    }
    sink.addAndGet(characters);
  }

  private static long length(JsonToken token, JsonParser parser) {
    return switch (token) {
      case PROPERTY_NAME -> parser.currentName().length();
      case VALUE_STRING -> parser.getString().length();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> (long) parser.getDoubleValue();
      default -> 1;
    };
  }

  private void values() {
    sink.addAndGet(SampleInventory.parse(inventory.json).size());
  }

  private ExistenceIndex observe() {
    ExistenceIndex.Builder observed = benchmark.plan().existenceIndex(EvaluationContext.at(NOW));
    inventory.resources.forEach(observed::observe);
    return observed.build();
  }

  private void evaluate() {
    PolicyEvaluator evaluator = benchmark.plan().evaluator(observe(), EvaluationContext.at(NOW));
    inventory.resources.forEach(resource -> evaluator.evaluate(resource, this::take));
  }

  private void take(PlannedPolicy policy, Verdict verdict) {
    verdicts += verdict == Verdict.COMPLIANT ? 1 : 2;
  }

  private void posture() {
    PostureAssessor assessor =
        PostureAssessor.builder(benchmark.plan(), benchmark.content(), NOW).build();
    inventory.resources.forEach(assessor::observe);
    for (Resource resource : inventory.resources) {
      assessor.assess(resource, AssessmentSink.NONE);
    }
    sink.addAndGet(assessor.report().recommendations().size());
  }
}
