package io.merlon.detection.alert;

import io.merlon.detection.Rule;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads back what {@link AlertJson} wrote, apart from the evidence, which is text there. */
public final class AlertReader {
  /** Links of entities do not lead deeper. */
  private static final int DEEPEST = 8;

  private final Map<String, ObjectValue> byNumber = new HashMap<>();

  private AlertReader() {}

  /**
   * An alert without its evidence and the properties of correlations.
   *
   * @param document the resource that was written
   * @param group what it has in common with its repeats
   * @param rule its rule
   */
  public static Alert read(ObjectValue document, String group, Rule rule) {
    Value properties = document.get("properties");
    Value extended = properties.get("extendedProperties");
    List<Entity> entities = entities(properties.get("entities"));
    String compromised = properties.get("compromisedEntity").textOr("");
    return new Alert(
        document.get("name").textOr(""),
        group,
        rule,
        time(properties.get("startTimeUtc")),
        time(properties.get("endTimeUtc")),
        count(extended.get("count").textOr("")),
        entities.stream().filter(one -> one.label().equals(compromised)).findFirst(),
        entities,
        List.of(),
        Map.of(),
        Optional.of(extended.get("suppressedBy").textOr("")).filter(name -> !name.isEmpty()));
  }

  private static long count(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 1;
  }

  private static Optional<Instant> time(Value value) {
    try {
      return Optional.of(Instant.parse(value.textOr("")));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  private static List<Entity> entities(Value list) {
    AlertReader reader = new AlertReader();
    List<ObjectValue> written = new ArrayList<>();
    for (Value item : items(list)) {
      if (item instanceof ObjectValue object) {
        written.add(object);
        reader.byNumber.put(object.get("$id").textOr(""), object);
      }
    }
    return written.stream().flatMap(one -> reader.entity(one, 0).stream()).distinct().toList();
  }

  private static List<Value> items(Value value) {
    return value instanceof ArrayValue(List<Value> items) ? items : List.of();
  }

  private Optional<Entity> entity(ObjectValue written, int depth) {
    Optional<Entity.Type> type = Entity.Type.of(written.get("type").textOr(""));
    if (type.isEmpty() || depth > DEEPEST) {
      return Optional.empty();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, List<Entity>> links = new LinkedHashMap<>();
    for (int i = 0; i < written.size(); i++) {
      String name = written.nameAt(i).toString();
      switch (written.valueAt(i)) {
        case StringValue text when !name.equals("$id") && !name.equals("type") ->
            texts.put(name, text.textOr(""));
        case ObjectValue link -> links.put(name, linked(List.of(link), depth));
        case ArrayValue(List<Value> several) -> links.put(name, linked(several, depth));
        default -> {}
      }
    }
    links.values().removeIf(List::isEmpty);
    return Optional.of(new Entity(type.get(), texts, links));
  }

  private List<Entity> linked(List<Value> references, int depth) {
    return references.stream()
        .flatMap(one -> Optional.ofNullable(byNumber.get(one.get("$ref").textOr(""))).stream())
        .flatMap(one -> entity(one, depth + 1).stream())
        .toList();
  }
}
