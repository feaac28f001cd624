package io.merlon.store;

import io.merlon.model.ObjectValue;
import java.time.Instant;

/**
 * Something that is still to be delivered.
 *
 * @param number what tells it from all others, in the order of their coming
 * @param at when it happened
 * @param source what it is about: Assessments, SecureScores or Alerts
 * @param document what happened
 */
public record ExportItem(long number, Instant at, String source, ObjectValue document) {}
