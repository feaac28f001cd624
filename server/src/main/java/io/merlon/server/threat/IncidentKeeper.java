package io.merlon.server.threat;

import io.merlon.detection.alert.Alert;
import io.merlon.detection.alert.AlertJson;
import io.merlon.detection.alert.Incident;
import io.merlon.detection.alert.IncidentBuilder;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.model.StringValue;
import io.merlon.store.AlertStore;
import io.merlon.store.StoredAlert;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Keeps incidents in step with alerts: those that changed are joined with what is near them in
 * time. An incident keeps its name as it grows; of two that turn out to be one, the older goes on.
 */
final class IncidentKeeper {
  private static final Duration WITHIN = Duration.ofHours(4);
  private static final int MOST_IN_INCIDENT = 500;
  private static final int MOST_NEAR = 2_000;

  private final AlertStore alerts;
  private final Function<StoredAlert, Optional<Alert>> reader;
  private final InstantSource clock;
  private final IncidentBuilder builder = new IncidentBuilder(WITHIN, MOST_IN_INCIDENT);

  /**
   * @param reader gives the alert of a row, where its rule is known
   */
  IncidentKeeper(
      AlertStore alerts, Function<StoredAlert, Optional<Alert>> reader, InstantSource clock) {
    this.alerts = alerts;
    this.reader = reader;
    this.clock = clock;
  }

  /** Keeps the incidents of these alerts, and gives alerts and incidents as they are now. */
  List<StoredAlert> update(String subscription, Map<String, StoredAlert> changed) {
    Map<String, StoredAlert> rows = near(subscription, changed);
    Map<String, StoredAlert> result = new LinkedHashMap<>(changed);
    List<Alert> known = rows.values().stream().flatMap(row -> reader.apply(row).stream()).toList();
    for (Incident incident : builder.join(known)) {
      if (incident.alerts().stream().anyMatch(one -> changed.containsKey(one.id()))) {
        keep(subscription, incident, rows, result);
      }
    }
    return List.copyOf(result.values());
  }

  private Map<String, StoredAlert> near(String subscription, Map<String, StoredAlert> changed) {
    Instant from =
        changed.values().stream()
            .map(StoredAlert::started)
            .min(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    Instant to =
        changed.values().stream()
            .map(StoredAlert::ended)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    Map<String, StoredAlert> rows = new LinkedHashMap<>();
    changed.values().stream()
        .filter(one -> one.status().equals("Active") || one.status().equals("InProgress"))
        .forEach(one -> rows.put(one.name(), one));
    alerts
        .between(subscription, from.minus(WITHIN), to.plus(WITHIN), MOST_NEAR)
        .forEach(one -> rows.putIfAbsent(one.name(), one));
    Set<String> incidents = new HashSet<>();
    rows.values().forEach(one -> incidents.add(one.incident()));
    alerts.ofIncidents(subscription, incidents).forEach(one -> rows.putIfAbsent(one.name(), one));
    return rows;
  }

  private void keep(
      String subscription,
      Incident incident,
      Map<String, StoredAlert> rows,
      Map<String, StoredAlert> result) {
    List<StoredAlert> members =
        incident.alerts().stream()
            .flatMap(alert -> Optional.ofNullable(rows.get(alert.id())).stream())
            .toList();
    List<StoredAlert> before =
        members.stream()
            .map(StoredAlert::incident)
            .filter(name -> !name.isEmpty())
            .distinct()
            .flatMap(name -> alerts.find(subscription, name).stream())
            .sorted(Comparator.comparing(StoredAlert::started).thenComparing(StoredAlert::name))
            .toList();
    String name =
        before.isEmpty() ? AlertKeeper.uuid("incident " + incident.id()) : before.getFirst().name();
    for (StoredAlert member : members) {
      if (!member.incident().equals(name)) {
        StoredAlert joined = member.within(name);
        alerts.put(joined);
        result.replace(member.name(), joined);
      }
    }
    before.stream().skip(1).forEach(other -> end(other, name, result));
    StoredAlert kept = row(subscription, name, incident, members, before.stream().findFirst());
    alerts.put(kept);
    result.put(name, kept);
  }

  /** An incident that has become a part of another. */
  private void end(StoredAlert other, String into, Map<String, StoredAlert> result) {
    ObjectValue properties = (ObjectValue) other.document().get("properties");
    ObjectValue says = ObjectValue.builder().put("mergedInto", into).build();
    StoredAlert ended =
        other.with(
            "Resolved",
            other
                .document()
                .with(
                    "properties",
                    properties
                        .with("status", new StringValue("Resolved"))
                        .with("extendedProperties", says)));
    alerts.put(ended);
    result.put(ended.name(), ended);
  }

  private StoredAlert row(
      String subscription,
      String name,
      Incident incident,
      List<StoredAlert> members,
      Optional<StoredAlert> before) {
    List<String> places = new ArrayList<>();
    members.forEach(one -> places.add(one.place()));
    ResourceId place =
        before
            .map(one -> ResourceId.of(one.document().get("id").textOr("")))
            .flatMap(id -> id.resourceGroupId().or(id::subscriptionId))
            .orElseGet(() -> place(members, places));
    String status =
        before.map(StoredAlert::status).filter(one -> !one.equals("Resolved")).orElse("Active");
    Instant now = clock.instant();
    ObjectValue written = AlertJson.of(incident);
    ObjectValue properties =
        ((ObjectValue) written.get("properties"))
            .with("systemAlertId", new StringValue(name))
            .with("correlationKey", new StringValue(name));
    return new StoredAlert(
        subscription,
        name,
        place.folded(),
        "",
        status,
        "",
        true,
        incident.start().orElse(now),
        incident.end().orElse(now),
        AlertDocument.placed(
            written.with("name", new StringValue(name)).with("properties", properties),
            place,
            status,
            now,
            before.map(StoredAlert::document)));
  }

  /** The place that all its alerts have, else the subscription. */
  private static ResourceId place(List<StoredAlert> members, List<String> places) {
    ResourceId first = ResourceId.of(members.getFirst().document().get("id").textOr(""));
    Optional<ResourceId> subscription = first.subscriptionId();
    return places.stream().distinct().count() == 1
        ? first.resourceGroupId().or(() -> subscription).orElse(first)
        : subscription.orElse(first);
  }
}
