package io.merlon.detection.alert;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Entities that everybody has, as {@code common-entities.yaml} lists them. */
final class CommonEntities {
  private final Map<Entity.Type, List<Pattern>> names = new EnumMap<>(Entity.Type.class);

  CommonEntities() {
    ((Map<?, ?>) EntityMapping.resource("common-entities.yaml"))
        .forEach((word, patterns) -> {
          List<Pattern> ofType = new ArrayList<>();
          ((List<?>) patterns).forEach(one -> ofType.add(pattern(String.valueOf(one))));
          Entity.Type type =
              Entity.Type.of(String.valueOf(word))
                  .orElseThrow(() -> new IllegalStateException("no entity is called " + word));
          names.put(type, ofType);
        });
  }

  private static Pattern pattern(String glob) {
    return Pattern.compile(
        ("\\Q" + glob + "\\E").replace("*", "\\E.*\\Q"), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  boolean has(Entity entity) {
    return names.getOrDefault(entity.type(), List.of()).stream()
        .anyMatch(pattern -> pattern.matcher(entity.name()).matches());
  }
}
