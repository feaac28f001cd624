package io.merlon.detection;

/** A predicate, compiled: what is asked of one value that is there. */
@FunctionalInterface
interface ValueTest {
  boolean test(FieldValue value, EventFields event);
}
