package io.merlon.detection.correlation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Puts detections in the order in which their events happened, those of one moment in the order in
 * which they came. One is passed on once the latest is so much later that none is awaited before
 * it, or when there is no more room.
 */
final class TimeOrder {
  private final Duration lateness;
  private final int most;
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparing(Waiting::time).thenComparingLong(Waiting::arrival));
  private Instant latest = Instant.MIN;
  private Instant passedOn = Instant.MIN;
  private long arrivals;
  private long late;
  private boolean hasCaughtUp;

  private record Waiting(TimedDetection one, long arrival) {
    Instant time() {
      return one.time();
    }
  }

  TimeOrder(Duration lateness, int most) {
    this.lateness = lateness;
    this.most = most;
  }

  void add(TimedDetection one, Consumer<TimedDetection> next) {
    if (one.time().isBefore(passedOn) && !isLittleLate(one)) {
      late++;
      return;
    }
    TimedDetection placed =
        one.time().isBefore(passedOn) ? new TimedDetection(one.detection(), passedOn) : one;
    waiting.add(new Waiting(placed, arrivals++));
    if (placed.time().isAfter(latest)) {
      latest = placed.time();
    }
    // compared as a duration, because the earliest instant has nothing before it
    while (!waiting.isEmpty()
        && (waiting.size() > most
            || Duration.between(waiting.peek().time(), latest).compareTo(lateness) > 0)) {
      pass(next);
    }
  }

  /** Where nobody waits for order, what comes a little late counts as of the moment it comes. */
  private boolean isLittleLate(TimedDetection one) {
    return hasCaughtUp && Duration.between(one.time(), latest).compareTo(lateness) <= 0;
  }

  void catchUp(Consumer<TimedDetection> next) {
    hasCaughtUp = true;
    finish(next);
  }

  void finish(Consumer<TimedDetection> next) {
    while (!waiting.isEmpty()) {
      pass(next);
    }
  }

  long late() {
    return late;
  }

  private void pass(Consumer<TimedDetection> next) {
    TimedDetection first = waiting.remove().one();
    passedOn = first.time();
    next.accept(first);
  }
}
