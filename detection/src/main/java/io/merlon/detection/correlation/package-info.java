/**
 * Sigma correlations over a stream. In flow the detections of single events with their times, in
 * any order within a bound; out flow {@link io.merlon.detection.correlation.CorrelatedDetection}s:
 * so many events, so many values, these rules together or one after the other.
 *
 * <p>A condition that more events cannot undo, such as {@code gte: 10}, is told with the event that
 * fulfils it, and counting begins anew. Any other, such as {@code lt: 10} or an average, is judged
 * when the timespan that began with a group's first event is over.
 */
@org.jspecify.annotations.NullMarked
package io.merlon.detection.correlation;
