package io.merlon.detection;

import java.util.ArrayList;
import java.util.List;

/**
 * Rules compiled for matching, for any number of threads. Of an event first its shape is told, then
 * which rules its log source has, then which of these it can match at all; only their conditions
 * are evaluated, and a test that several rules make is made once.
 */
public final class DetectionPlan {
  private final List<PlanCompiler.Compiled> rules;
  private final Shape.Cache shapes;
  private final Reasons reasons;
  private final int tests;

  private DetectionPlan(
      List<PlanCompiler.Compiled> rules, Shape.Cache shapes, Reasons reasons, int tests) {
    this.rules = rules;
    this.shapes = shapes;
    this.reasons = reasons;
    this.tests = tests;
  }

  /** Compiles rules for events of these log sources. */
  public static DetectionPlan compile(List<SigmaRule> rules, LogSources sources) {
    PlanCompiler compiler = new PlanCompiler();
    Lanes.Maker lanes = compiler.lanes(rules, sources);
    return new DetectionPlan(
        compiler.rules(),
        new Shape.Cache(compiler.table(), lanes),
        new Reasons(compiler.matchers()),
        compiler.tests());
  }

  /** The rules that an event matches, in the order of their log sources. */
  public List<Detection> match(Event event) {
    EventFields fields = new EventFields(event.fields(), shapes.of(event.fields()));
    Memo memo = new Memo(fields, tests);
    Prefilter prefilter = fields.shape().lanes().of(fields, memo);
    RuleSet candidates = prefilter.candidates(fields);
    List<Detection> detections = new ArrayList<>();
    for (int number = candidates.nextShared(prefilter.eligible(), 0);
        number >= 0;
        number = candidates.nextShared(prefilter.eligible(), number + 1)) {
      PlanCompiler.Compiled one = rules.get(number);
      if (one.matches().test(memo)) {
        detections.add(new Detection(one.rule(), event, reasons.of(one.rule(), fields)));
      }
    }
    return detections;
  }
}
