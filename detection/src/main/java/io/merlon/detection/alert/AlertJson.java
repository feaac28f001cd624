package io.merlon.detection.alert;

import io.merlon.detection.Detection;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Severity;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Alerts and incidents as {@code Microsoft.Security/alerts} (2022-01-01) shows them. */
public final class AlertJson {
  private static final String PRODUCT = "Merlon";

  private AlertJson() {}

  /** An alert's resource. */
  public static ObjectValue of(Alert alert) {
    ObjectValue.Builder properties =
        common(
            alert.id(),
            alert.alertType(),
            alert.rule().title(),
            alert.rule().header().description(),
            alert.severity(),
            alert.tactics());
    alert.start().ifPresent(time -> properties.put("startTimeUtc", time.toString()));
    alert.end().ifPresent(time -> properties.put("endTimeUtc", time.toString()));
    alert.compromised().ifPresent(one -> properties.put("compromisedEntity", one.label()));
    properties
        .put("status", alert.isActive() ? "Active" : "Dismissed")
        .put("isIncident", false)
        .put("techniques", texts(alert.techniques()))
        .put("subTechniques", texts(alert.subTechniques()))
        .put("remediationSteps", texts(alert.remediationSteps()))
        .put("entities", entities(alert.entities()))
        .put("extendedProperties", extended(alert))
        .put("resourceIdentifiers", resources(alert.entities()));
    return resource(alert.id(), properties);
  }

  /** An incident's resource: an alert about alerts. */
  public static ObjectValue of(Incident incident) {
    ObjectValue.Builder properties =
        common(
            incident.id(),
            "Incident",
            incident.title(),
            incident.joins().stream()
                .map(join ->
                    "'%s' and '%s' share %s %s"
                        .formatted(
                            join.earlier().rule().title(),
                            join.later().rule().title(),
                            join.entity().type().word(),
                            join.entity().label()))
                .distinct()
                .limit(50)
                .collect(Collectors.joining("; ")),
            incident.severity(),
            incident.tactics());
    incident.start().ifPresent(time -> properties.put("startTimeUtc", time.toString()));
    incident.end().ifPresent(time -> properties.put("endTimeUtc", time.toString()));
    properties
        .put("compromisedEntity", String.join(", ", incident.compromised()))
        .put("status", "Active")
        .put("isIncident", true)
        .put("correlationKey", incident.id())
        .put(
            "entities",
            new ArrayValue(
                incident.alerts().stream()
                    .<Value>map(alert ->
                        ObjectValue.builder()
                            .put("type", "alert")
                            .put("systemAlertId", alert.id())
                            .put("alertDisplayName", alert.rule().title())
                            .build())
                    .toList()))
        .put("techniques", texts(distinct(incident, Alert::techniques)))
        .put("subTechniques", texts(distinct(incident, Alert::subTechniques)))
        .put(
            "resourceIdentifiers",
            resources(
                incident.alerts().stream()
                    .flatMap(alert -> alert.entities().stream())
                    .distinct()
                    .toList()));
    return resource(incident.id(), properties);
  }

  private static List<String> distinct(Incident incident, Function<Alert, List<String>> of) {
    return incident.alerts().stream()
        .flatMap(alert -> of.apply(alert).stream())
        .distinct()
        .sorted()
        .toList();
  }

  private static ObjectValue resource(String id, ObjectValue.Builder properties) {
    return ObjectValue.builder()
        .put("name", id)
        .put("type", "Microsoft.Security/Locations/alerts")
        .put("properties", properties.build())
        .build();
  }

  private static ObjectValue.Builder common(
      String id,
      String alertType,
      String name,
      String description,
      Severity severity,
      List<Tactic> tactics) {
    return ObjectValue.builder()
        .put("version", "2022-01-01.0")
        .put("alertType", alertType)
        .put("systemAlertId", id)
        .put("productName", PRODUCT)
        .put("vendorName", PRODUCT)
        .put("alertDisplayName", name)
        .put("description", description)
        .put("severity", severity == Severity.CRITICAL ? "High" : severity.label())
        .put(
            "intent",
            tactics.isEmpty()
                ? "Unknown"
                : tactics.stream()
                    .map(Tactic::intent)
                    .distinct()
                    .collect(Collectors.joining(", ")));
  }

  /** Each entity once, with a number by which others refer to it. */
  private static ArrayValue entities(List<Entity> entities) {
    Map<Entity, Integer> numbers = new HashMap<>();
    for (Entity entity : entities) {
      numbers.putIfAbsent(entity, numbers.size() + 1);
    }
    List<Value> written = new ArrayList<>();
    for (Entity entity : entities) {
      ObjectValue.Builder object =
          ObjectValue.builder()
              .put("$id", String.valueOf(numbers.getOrDefault(entity, 0)))
              .put("type", entity.type().word());
      entity.texts().forEach(object::put);
      entity
          .links()
          .forEach((name, linked) -> {
            List<Value> references =
                linked.stream()
                    .filter(numbers::containsKey)
                    .<Value>map(to ->
                        ObjectValue.builder()
                            .put("$ref", String.valueOf(numbers.getOrDefault(to, 0)))
                            .build())
                    .toList();
            if (!references.isEmpty()) {
              object.put(
                  name, name.endsWith("s") ? new ArrayValue(references) : references.getFirst());
            }
          });
      written.add(object.build());
    }
    return new ArrayValue(written);
  }

  private static ObjectValue extended(Alert alert) {
    ObjectValue.Builder extended =
        ObjectValue.builder()
            .put("rule", alert.rule().title())
            .put("sigmaLevel", alert.severity().label())
            .put("count", String.valueOf(alert.count()));
    alert.properties().forEach(extended::put);
    alert.suppressedBy().ifPresent(name -> extended.put("suppressedBy", name));
    int number = 1;
    for (Evidence evidence : alert.evidence()) {
      extended.put("evidence " + number++, text(evidence));
    }
    return extended.build();
  }

  private static String text(Evidence evidence) {
    return evidence.source()
        + ":"
        + evidence.position()
        + evidence.reasons().stream()
            .map(AlertJson::text)
            .distinct()
            .collect(Collectors.joining("; ", " ", ""));
  }

  private static String text(Detection.Reason reason) {
    return reason.search()
        + ": "
        + (reason.field().isEmpty() ? "" : reason.field() + " = ")
        + reason.value();
  }

  private static ArrayValue resources(List<Entity> entities) {
    return new ArrayValue(
        entities.stream()
            .filter(entity -> entity.type() == Entity.Type.AZURE_RESOURCE)
            .<Value>map(entity ->
                ObjectValue.builder()
                    .put("type", "AzureResource")
                    .put("azureResourceId", entity.name())
                    .build())
            .distinct()
            .toList());
  }

  private static ArrayValue texts(List<String> texts) {
    return new ArrayValue(texts.stream().<Value>map(StringValue::new).toList());
  }
}
