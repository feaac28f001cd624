package io.merlon.detection;

import java.util.ArrayList;
import java.util.List;

/** Matches one event after the other against a plan's rules, for one thread. */
final class EventMatcher {
  private final List<PlanCompiler.Compiled> rules;
  private final Reasons reasons;
  private final EventFields fields;
  private final Memo memo;
  private final RuleSet candidates;

  EventMatcher(List<PlanCompiler.Compiled> rules, Shape.Cache shapes, Reasons reasons, int tests) {
    this.rules = rules;
    this.reasons = reasons;
    this.fields = new EventFields(shapes);
    this.memo = new Memo(fields, tests);
    this.candidates = RuleSet.none(rules.size());
  }

  /** The rules that an event matches, in the order of their log sources. */
  List<Detection> match(Event event) {
    fields.begin(event.fields());
    memo.clear();
    Prefilter prefilter = fields.shape().lanes().of(fields, memo);
    prefilter.find(fields, candidates);
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
