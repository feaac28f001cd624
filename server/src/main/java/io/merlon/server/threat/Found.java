package io.merlon.server.threat;

import io.merlon.detection.alert.Alert;
import io.merlon.model.ResourceId;

/**
 * An alert that is to be kept.
 *
 * @param scope where its events were sent to
 * @param alert what the events of one batch led to
 * @param isSample whether somebody asked to see what alerts are like
 */
record Found(ResourceId scope, Alert alert, boolean isSample) {
  String subscription() {
    return scope.subscription().orElse("").toLowerCase(java.util.Locale.ROOT);
  }
}
