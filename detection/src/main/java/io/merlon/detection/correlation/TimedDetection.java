package io.merlon.detection.correlation;

import io.merlon.detection.Detection;
import java.time.Instant;

/** A rule that an event matched, and when the event happened. */
public record TimedDetection(Detection detection, Instant time) {}
