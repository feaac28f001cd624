package io.merlon.detection;

import java.util.ArrayList;
import java.util.List;

/**
 * Rules compiled for matching, for any number of threads. Of an event first its shape is told, then
 * which groups of rules its log source has, then which of their rules it can match at all; only the
 * conditions of these are evaluated, and a test that several rules make is made once.
 */
public final class DetectionPlan {
  private final Shape.Cache shapes;
  private final Reasons reasons;
  private final int tests;

  private DetectionPlan(Shape.Cache shapes, Reasons reasons, int tests) {
    this.shapes = shapes;
    this.reasons = reasons;
    this.tests = tests;
  }

  /** Compiles rules for events of these log sources. */
  public static DetectionPlan compile(List<SigmaRule> rules, LogSources sources) {
    PlanCompiler compiler = new PlanCompiler();
    List<RuleGroup> groups = compiler.groups(rules, sources);
    return new DetectionPlan(
        new Shape.Cache(compiler.table(), new Lanes.Maker(groups, compiler.sourceFields())),
        new Reasons(compiler.matchers()),
        compiler.tests());
  }

  /** The rules that an event matches, in the order of their log sources. */
  public List<Detection> match(Event event) {
    EventFields fields = new EventFields(event.fields(), shapes.of(event.fields()));
    Memo memo = new Memo(fields, tests);
    List<Detection> detections = new ArrayList<>();
    for (Lanes.Lane lane : fields.shape().lanes().of(fields, memo)) {
      RuleSet candidates = lane.group().prefilter().candidates(fields);
      for (int place = candidates.nextShared(lane.eligible(), 0);
          place >= 0;
          place = candidates.nextShared(lane.eligible(), place + 1)) {
        RuleGroup.Compiled one = lane.group().rule(place);
        if (one.matches().test(memo)) {
          detections.add(new Detection(one.rule(), event, reasons.of(one.rule(), fields)));
        }
      }
    }
    return detections;
  }
}
