package io.merlon.detection.behaviour;

import io.merlon.detection.Event;
import java.time.Instant;

/** An event that is looked at, and when it happened. */
record Sighting(Event event, Instant time) {
  long second() {
    return time.getEpochSecond();
  }

  long millis() {
    return time.toEpochMilli();
  }

  BehaviourFinding.Earlier trace() {
    return new BehaviourFinding.Earlier(event.source(), event.position(), time);
  }
}
