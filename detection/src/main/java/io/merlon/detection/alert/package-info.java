/**
 * Alerts in the terms of {@code Microsoft.Security/alerts}, and incidents. In flow detections of
 * single events and correlated ones; out flow {@link io.merlon.detection.alert.Alert}s, repeats of
 * which are one, with the entities that took part, and {@link io.merlon.detection.alert.Incident}s
 * that join alerts over entities and time. What fields say about entities, and which entities are
 * too common to join anything, is data: {@code entities.yaml}, {@code common-entities.yaml}.
 */
@org.jspecify.annotations.NullMarked
package io.merlon.detection.alert;
