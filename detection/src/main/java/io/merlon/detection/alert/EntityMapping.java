package io.merlon.detection.alert;

import io.merlon.detection.Event;
import io.merlon.detection.EventValues;
import io.merlon.model.ObjectValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Finds the entities of events, as {@code entities.yaml} says. */
public final class EntityMapping {
  private static final Set<String> EMPTY = Set.of("-", "n/a", "null", "(null)", "unset");
  private static final int LONGEST = 2_000;

  private final List<Entry> entries;

  /** One way in which an event tells an entity. */
  private record Entry(
      String name,
      Entity.Type type,
      EntityText read,
      String as,
      boolean key,
      boolean every,
      List<String> from,
      Map<String, List<String>> with,
      Map<String, String> links) {
    Stream<String> fields() {
      return Stream.concat(from.stream(), with.values().stream().flatMap(List::stream));
    }
  }

  /**
   * The entities of an event.
   *
   * @param all each once, those that link to others and those that they link to
   * @param keys those that tell one alert of a rule from another
   */
  public record Found(List<Entity> all, List<Entity> keys) {}

  private EntityMapping(List<Entry> entries) {
    this.entries = entries;
  }

  /** The mapping that comes with the engine. */
  public static EntityMapping builtIn() {
    return new EntityMapping(
        ((List<?>) resource("entities.yaml"))
            .stream().map(entry -> entry((Map<?, ?>) entry)).toList());
  }

  static Object resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(EntityMapping.class.getResourceAsStream(name), name)) {
      return new Load(LoadSettings.builder().setLabel(name).build())
          .loadFromString(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read", e);
    }
  }

  private static Entry entry(Map<?, ?> parts) {
    Map<String, List<String>> with = new LinkedHashMap<>();
    map(parts, "with").forEach((name, fields) -> with.put(String.valueOf(name), texts(fields)));
    Map<String, String> links = new LinkedHashMap<>();
    map(parts, "links").forEach((name, to) -> links.put(String.valueOf(name), String.valueOf(to)));
    String word = text(parts, "entity");
    return new Entry(
        text(parts, "name"),
        Entity.Type.of(word)
            .orElseThrow(() -> new IllegalStateException("no entity is called " + word)),
        EntityText.of(text(parts, "read")),
        parts.containsKey("as") ? text(parts, "as") : "",
        Boolean.TRUE.equals(parts.get("key")),
        Boolean.TRUE.equals(parts.get("every")),
        texts(Objects.requireNonNull(parts.get("from"), "from")),
        with,
        links);
  }

  private static Map<?, ?> map(Map<?, ?> parts, String name) {
    return parts.get(name) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<String> texts(Object list) {
    return ((List<?>) list).stream().map(String::valueOf).toList();
  }

  private static String text(Map<?, ?> parts, String name) {
    return String.valueOf(Objects.requireNonNull(parts.get(name), name));
  }

  /**
   * The event with only the fields that tell entities, and these, by the names that they have here.
   */
  public Event slim(Event event, Set<String> others) {
    EventValues values = new EventValues(event);
    ObjectValue.Builder fields = ObjectValue.builder();
    Stream.concat(entries.stream().flatMap(Entry::fields), others.stream())
        .distinct()
        .forEach(field -> value(values, field).ifPresent(text -> fields.put(field, text)));
    return new Event(event.source(), event.position(), fields.build());
  }

  /** The entities that the event tells. */
  public Found find(Event event) {
    EventValues values = new EventValues(event);
    Map<String, List<Entity>> byName = new HashMap<>();
    Set<Entity> all = new LinkedHashSet<>();
    Set<Entity> keys = new LinkedHashSet<>();
    for (Entry entry : entries) {
      List<Entity> found = find(entry, values, byName);
      byName.put(entry.name(), found);
      all.addAll(found);
      if (entry.key()) {
        keys.addAll(found);
      }
    }
    return new Found(List.copyOf(all), List.copyOf(keys));
  }

  private static List<Entity> find(
      Entry entry, EventValues values, Map<String, List<Entity>> byName) {
    List<Entity> found = new ArrayList<>();
    for (String field : entry.from()) {
      for (String value :
          entry.every() ? values.of(field) : value(values, field).stream().toList()) {
        for (Map<String, String> texts : entry.read().read(value, entry.as())) {
          if (texts.values().stream().noneMatch(EntityMapping::isEmpty)) {
            found.add(entity(entry, texts, values, byName));
          }
        }
      }
      if (!entry.every() && !found.isEmpty()) {
        break;
      }
    }
    return found.stream().distinct().toList();
  }

  private static Entity entity(
      Entry entry, Map<String, String> read, EventValues values, Map<String, List<Entity>> byName) {
    Map<String, String> texts = new LinkedHashMap<>(read);
    entry
        .with()
        .forEach((name, fields) ->
            fields.stream()
                .flatMap(field -> value(values, field).stream())
                .findFirst()
                .ifPresent(text -> texts.putIfAbsent(name, text)));
    Map<String, List<Entity>> links = new LinkedHashMap<>();
    entry
        .links()
        .forEach((name, to) -> {
          List<Entity> linked = byName.getOrDefault(to, List.of());
          if (!linked.isEmpty()) {
            links.put(name, name.endsWith("s") ? linked : List.of(linked.getFirst()));
          }
        });
    return new Entity(entry.type(), texts, links);
  }

  private static Optional<String> value(EventValues values, String field) {
    return values
        .first(field)
        .map(String::strip)
        .filter(text -> !isEmpty(text))
        .map(text -> text.length() > LONGEST ? text.substring(0, LONGEST) : text);
  }

  private static boolean isEmpty(String text) {
    return text.isBlank() || EMPTY.contains(text.toLowerCase(Locale.ROOT));
  }
}
