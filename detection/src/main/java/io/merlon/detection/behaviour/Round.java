package io.merlon.detection.behaviour;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The time that begins with a first sighting. Figures are gathered for a round and begin anew with
 * the next; what is unusual in one is told once.
 */
final class Round {
  private final List<BehaviourFinding.Earlier> first = new ArrayList<>();
  private long since = Long.MIN_VALUE;
  private boolean isTold;

  /** Whether the sighting lies outside; then a new round has begun with it. */
  boolean isNewWith(Sighting at, long withinMillis) {
    if (since != Long.MIN_VALUE && Math.abs(at.millis() - since) <= withinMillis) {
      return false;
    }
    first.clear();
    since = at.millis();
    isTold = false;
    return true;
  }

  /** Keeps where the sighting lies, if it is one of the first. */
  void keep(Sighting at) {
    if (first.size() < BehaviourFinding.MOST_EARLIER) {
      first.add(at.trace());
    }
  }

  List<BehaviourFinding.Earlier> first() {
    return first;
  }

  Instant start() {
    return Instant.ofEpochMilli(since);
  }

  /** How long it has lasted, in words. */
  String lastedUntil(Sighting at) {
    return Figures.time((at.millis() - since) / 1000.0);
  }

  boolean isTold() {
    return isTold;
  }

  void tell() {
    isTold = true;
  }
}
