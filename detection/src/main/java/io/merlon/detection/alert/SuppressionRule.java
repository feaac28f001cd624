package io.merlon.detection.alert;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Dismisses alerts that are known to be harmless, in the shape of {@code
 * Microsoft.Security/alertsSuppressionRules}.
 *
 * @param name its name
 * @param alertType the type of the alerts; {@code *} for all
 * @param enabled whether it is on
 * @param expires when it ends
 * @param reason why
 * @param scope what the entities of an alert have to be like; all elements have to hold
 */
public record SuppressionRule(
    String name,
    String alertType,
    boolean enabled,
    Optional<Instant> expires,
    String reason,
    List<Element> scope) {
  /**
   * Some entity has one of the values, or one that holds the text, without case.
   *
   * @param type the entity's type
   * @param property its property
   */
  public record Element(
      Entity.Type type, String property, List<String> in, Optional<String> contains) {
    boolean holds(Alert alert) {
      return alert.entities().stream()
          .filter(entity -> entity.type() == type)
          .flatMap(entity -> entity.texts().entrySet().stream())
          .filter(text -> text.getKey().equalsIgnoreCase(property))
          .map(Map.Entry::getValue)
          .anyMatch(this::fits);
    }

    private boolean fits(String value) {
      return in.stream().anyMatch(value::equalsIgnoreCase)
          || contains
              .filter(
                  text -> value.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
              .isPresent();
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  public static SuppressionRule read(Value document) {
    Value properties = document.get("properties");
    String alertType = properties.get("alertType").textOr("");
    if (alertType.isEmpty()) {
      throw new IllegalArgumentException("properties.alertType is missing; * stands for all");
    }
    Value scope = properties.get("suppressionAlertsScope").get("allOf");
    List<Element> elements = new ArrayList<>();
    if (scope instanceof ArrayValue(List<Value> items)) {
      items.forEach(item -> elements.add(element(item)));
    } else if (!scope.isAbsent()) {
      throw new IllegalArgumentException("suppressionAlertsScope.allOf has to be a list");
    }
    if (alertType.equals("*") && elements.isEmpty()) {
      throw new IllegalArgumentException("a rule for all alerts needs suppressionAlertsScope");
    }
    String state = properties.get("state").textOr("Enabled");
    return new SuppressionRule(
        document.get("name").textOr("unnamed"),
        alertType,
        state.equalsIgnoreCase("Enabled"),
        expires(properties.get("expirationDateUtc").textOr("")),
        properties.get("reason").textOr(""),
        List.copyOf(elements));
  }

  private static Optional<Instant> expires(String text) {
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expirationDateUtc is not a time as in 2026-01-31T00:00:00Z: " + text, e);
    }
  }

  private static Element element(Value item) {
    String field = item.get("field").textOr("");
    String[] steps = field.split("\\.", -1);
    Optional<Entity.Type> type =
        steps.length == 3 && steps[0].equalsIgnoreCase("entities")
            ? Entity.Type.of(steps[1])
            : Optional.empty();
    List<String> in =
        item.get("in") instanceof ArrayValue(List<Value> values)
            ? values.stream().map(value -> value.textOr("")).toList()
            : List.of();
    Optional<String> contains =
        Optional.of(item.get("contains").textOr("")).filter(text -> !text.isEmpty());
    if (type.isEmpty() || !(item instanceof ObjectValue)) {
      throw new IllegalArgumentException(
          "'" + field + "' is not a field of an entity, as in entities.host.hostName");
    }
    if (in.isEmpty() && contains.isEmpty()) {
      throw new IllegalArgumentException("'" + field + "' needs 'in' or 'contains'");
    }
    return new Element(type.get(), steps[2], in, contains);
  }

  /** The alert, dismissed where this rule is on at that time and concerns it. */
  public Alert apply(Alert alert, Instant now) {
    boolean concerns =
        enabled
            && alert.isActive()
            && expires.filter(end -> !now.isBefore(end)).isEmpty()
            && (alertType.equals("*") || alertType.equalsIgnoreCase(alert.alertType()))
            && scope.stream().allMatch(element -> element.holds(alert));
    return concerns ? alert.suppressedBy(name) : alert;
  }
}
