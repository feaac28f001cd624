package io.merlon.benchmarks;

import io.merlon.model.Resource;
import io.merlon.policy.EvaluationContext;
import io.merlon.policy.ExistenceIndex;
import io.merlon.policy.PolicyEvaluator;
import io.merlon.posture.AssessmentSink;
import io.merlon.posture.PostureAssessor;
import io.merlon.posture.PostureReport;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What evaluating the whole initiative over an estate that is in memory costs. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class AssessBenchmark {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** Both passes of the policy engine: what exists, then a verdict for all that applies. */
  @Benchmark
  public ExistenceIndex evaluate(
      SampleInventory inventory, SecurityBenchmark benchmark, Blackhole sink) {
    ExistenceIndex index = index(inventory, benchmark);
    PolicyEvaluator evaluator = benchmark.plan().evaluator(index, EvaluationContext.at(NOW));
    for (Resource resource : inventory.resources) {
      evaluator.evaluate(resource, (policy, verdict) -> sink.consume(verdict));
    }
    return index;
  }

  /** The first of them alone. */
  @Benchmark
  public ExistenceIndex firstPass(SampleInventory inventory, SecurityBenchmark benchmark) {
    return index(inventory, benchmark);
  }

  /** The posture engine on top: native assessments, counting, the report. */
  @Benchmark
  public PostureReport posture(SampleInventory inventory, SecurityBenchmark benchmark) {
    PostureAssessor assessor =
        PostureAssessor.builder(benchmark.plan(), benchmark.content(), NOW).build();
    inventory.resources.forEach(assessor::observe);
    for (Resource resource : inventory.resources) {
      assessor.assess(resource, AssessmentSink.NONE);
    }
    return assessor.report();
  }

  private static ExistenceIndex index(SampleInventory inventory, SecurityBenchmark benchmark) {
    ExistenceIndex.Builder index = benchmark.plan().existenceIndex(EvaluationContext.at(NOW));
    for (Resource resource : inventory.resources) {
      index.observe(resource);
    }
    return index.build();
  }
}
