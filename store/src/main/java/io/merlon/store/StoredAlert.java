package io.merlon.store;

import io.merlon.model.ObjectValue;
import java.time.Instant;

/**
 * An alert, or an incident, as it is kept.
 *
 * @param subscription the id of its subscription, in lower case
 * @param name its name, in lower case; with the subscription, what tells it from all others
 * @param place the resource group or subscription that it lies in, in lower case
 * @param kind what it has in common with its repeats; empty for an incident
 * @param status Active, InProgress, Resolved or Dismissed
 * @param incident the name of the incident that it belongs to; empty where there is none
 * @param isIncident whether it is one
 * @param started when the first event happened
 * @param ended when the last did
 * @param document the resource as the API shows it
 */
public record StoredAlert(
    String subscription,
    String name,
    String place,
    String kind,
    String status,
    String incident,
    boolean isIncident,
    Instant started,
    Instant ended,
    ObjectValue document) {
  /** The same with another status and the document that says so. */
  public StoredAlert with(String otherStatus, ObjectValue otherDocument) {
    return new StoredAlert(
        subscription,
        name,
        place,
        kind,
        otherStatus,
        incident,
        isIncident,
        started,
        ended,
        otherDocument);
  }

  /** The same as a part of an incident. */
  public StoredAlert within(String otherIncident) {
    return new StoredAlert(
        subscription,
        name,
        place,
        kind,
        status,
        otherIncident,
        isIncident,
        started,
        ended,
        document);
  }
}
