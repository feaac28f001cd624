package io.merlon.detection.behaviour;

import io.merlon.detection.RuleHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The rules about behaviour: one of each kind. */
public final class BehaviourRules {
  private static final String BUILT_IN = "behaviour-rules.yaml";

  private final Map<BehaviourRule.Kind, BehaviourRule> byKind;

  private BehaviourRules(Map<BehaviourRule.Kind, BehaviourRule> byKind) {
    this.byKind = byKind;
  }

  /** Those that come with the engine. */
  public static BehaviourRules builtIn() {
    try (InputStream in =
        Objects.requireNonNull(BehaviourRules.class.getResourceAsStream(BUILT_IN), BUILT_IN)) {
      return read(BUILT_IN, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(BUILT_IN + " cannot be read", e);
    }
  }

  /**
   * Reads rules: a list in YAML, shaped as the built-in one.
   *
   * @param source what errors call it
   * @throws IllegalArgumentException with the rule and what is wrong
   */
  public static BehaviourRules read(String source, String yaml) {
    Map<BehaviourRule.Kind, BehaviourRule> byKind = new EnumMap<>(BehaviourRule.Kind.class);
    int number = 0;
    for (Object item : list(source, parse(source, yaml))) {
      BehaviourRule rule = rule(source, ++number, map(source + ": rule " + number, item));
      if (byKind.put(rule.kind(), rule) != null) {
        throw new IllegalArgumentException(
            source + ": rule " + number + ": there is a rule of this kind already");
      }
    }
    for (BehaviourRule.Kind kind : BehaviourRule.Kind.values()) {
      if (!byKind.containsKey(kind)) {
        throw new IllegalArgumentException(source + ": no rule of the kind " + word(kind));
      }
    }
    return new BehaviourRules(byKind);
  }

  private static Object parse(String source, String yaml) {
    try {
      return Objects.requireNonNullElse(
          new Load(LoadSettings.builder().setLabel(source).build()).loadFromString(yaml),
          List.of());
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(source + ": not YAML: " + e.getMessage(), e);
    }
  }

  private static BehaviourRule rule(String source, int number, Map<?, ?> parts) {
    String place = source + ": rule " + number;
    String word = text(place, parts, "kind");
    BehaviourRule.Kind kind =
        List.of(BehaviourRule.Kind.values()).stream()
            .filter(one -> word(one).equals(word))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(place + ": no kind is called " + word));
    Map<String, Double> thresholds = new LinkedHashMap<>();
    if (parts.get("thresholds") instanceof Map<?, ?> figures) {
      figures.forEach((name, figure) -> {
        if (!(figure instanceof Number value)) {
          throw new IllegalArgumentException(place + ": " + name + " has to be a number");
        }
        thresholds.put(String.valueOf(name), value.doubleValue());
      });
    }
    Map<String, List<String>> ignored = new LinkedHashMap<>();
    if (parts.get("ignored") instanceof Map<?, ?> lists) {
      lists.forEach((name, texts) -> ignored.put(String.valueOf(name), texts(place, texts)));
    }
    RuleHeader header =
        new RuleHeader(
            source,
            number,
            text(place, parts, "id"),
            word,
            text(place, parts, "title"),
            text(place, parts, "level"),
            texts(place, parts.get("tags")),
            text(place, parts, "description"),
            Map.of(),
            Map.of("falsepositives", texts(place, parts.get("falsepositives"))),
            List.of());
    return new BehaviourRule(header, kind, Map.copyOf(thresholds), Map.copyOf(ignored));
  }

  private static String word(BehaviourRule.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static List<?> list(String place, Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException(place + ": has to be a list");
  }

  private static Map<?, ?> map(String place, Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException(place + ": has to be a map");
  }

  private static List<String> texts(String place, @org.jspecify.annotations.Nullable Object value) {
    return value == null ? List.of() : list(place, value).stream().map(String::valueOf).toList();
  }

  private static String text(String place, Map<?, ?> parts, String name) {
    if (parts.get(name) instanceof String text && !text.isBlank()) {
      return text.strip();
    }
    throw new IllegalArgumentException(place + ": '" + name + "' is missing");
  }

  /** The rule of a kind. */
  public BehaviourRule of(BehaviourRule.Kind kind) {
    return Objects.requireNonNull(byKind.get(kind), kind::name);
  }

  /** All of them, in the order of their kinds. */
  public List<BehaviourRule> all() {
    return new ArrayList<>(byKind.values());
  }
}
