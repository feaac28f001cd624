package io.merlon.detection.alert;

import io.merlon.detection.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** An alert to which repeats are still added. */
final class OpenAlert {
  private static final int MOST_EVIDENCE = 10;
  private static final int MOST_ENTITIES = 60;

  /** What is attacked, where an event tells several things: the first of these types. */
  private static final List<Entity.Type> ATTACKED =
      List.of(
          Entity.Type.HOST,
          Entity.Type.AZURE_RESOURCE,
          Entity.Type.AMAZON_RESOURCE,
          Entity.Type.GCP_RESOURCE,
          Entity.Type.KUBERNETES_OBJECT,
          Entity.Type.MAILBOX,
          Entity.Type.ACCOUNT);

  private final Rule rule;
  private final List<Entity> keys;
  private final Set<Entity> entities = new LinkedHashSet<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private final Map<String, String> properties = new LinkedHashMap<>();
  private Optional<Instant> start = Optional.empty();
  private Optional<Instant> end = Optional.empty();
  private long count;

  OpenAlert(Rule rule, List<Entity> keys) {
    this.rule = rule;
    this.keys = keys;
  }

  Optional<Instant> end() {
    return end;
  }

  /** Whether what happened then is a repeat. */
  boolean isNear(Optional<Instant> from, Optional<Instant> to, Duration window) {
    if (start.isEmpty() || end.isEmpty() || from.isEmpty() || to.isEmpty()) {
      return start.isEmpty() && from.isEmpty();
    }
    return !from.get().isAfter(end.get().plus(window))
        && !to.get().isBefore(start.get().minus(window));
  }

  void add(
      Optional<Instant> from,
      Optional<Instant> to,
      List<Entity> more,
      List<Evidence> events,
      Map<String, String> known) {
    count++;
    start = start.filter(one -> from.isEmpty() || !from.get().isBefore(one)).or(() -> from);
    end = end.filter(one -> to.isEmpty() || !to.get().isAfter(one)).or(() -> to);
    for (Entity entity : more) {
      if (entities.size() < MOST_ENTITIES) {
        entity.all().forEach(entities::add);
      }
    }
    for (Evidence one : events) {
      if (evidence.size() < MOST_EVIDENCE) {
        evidence.add(one);
      }
    }
    properties.putAll(known);
  }

  Alert alert() {
    String group = rule.id() + rule.title() + rule.header().line() + keys;
    return new Alert(
        uuid(group + start),
        uuid(group),
        rule,
        start,
        end,
        count,
        ATTACKED.stream()
            .flatMap(type -> entities.stream().filter(entity -> entity.type() == type))
            .findFirst(),
        List.copyOf(entities),
        List.copyOf(evidence),
        Collections.unmodifiableMap(new LinkedHashMap<>(properties)),
        Optional.empty());
  }

  private static String uuid(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
