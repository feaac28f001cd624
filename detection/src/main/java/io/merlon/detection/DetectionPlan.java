package io.merlon.detection;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Rules compiled for matching, for any number of threads. Of an event first its shape is told, then
 * which rules its log source has, then which of these it can match at all; only their conditions
 * are evaluated, and a test that several rules make is made once.
 */
public final class DetectionPlan {
  /*
   * What a matcher learns of values that come again is its own, so that threads never wait for each
   * other. A thread has a place to which it brings its matcher back; who finds none there takes any
   * that is idle, else a new one. So there are as many as threads match at once, and no more kept
   * than places.
   */
  private static final int PLACES = 16;

  private final List<PlanCompiler.Compiled> rules;
  private final Shape.Cache shapes;
  private final Reasons reasons;
  private final int tests;
  private final AtomicReferenceArray<@Nullable EventMatcher> idle =
      new AtomicReferenceArray<>(PLACES);

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
    int own = (int) (Thread.currentThread().threadId() % PLACES);
    EventMatcher matcher = take(own);
    List<Detection> detections = matcher.match(event);
    idle.set(own, matcher);
    return detections;
  }

  private EventMatcher take(int own) {
    for (int i = 0; i < PLACES; i++) {
      EventMatcher matcher = idle.getAndSet((own + i) % PLACES, null);
      if (matcher != null) {
        return matcher;
      }
    }
    return new EventMatcher(rules, shapes, reasons, tests);
  }
}
