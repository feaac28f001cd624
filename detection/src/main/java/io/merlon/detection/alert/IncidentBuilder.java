package io.merlon.detection.alert;

import io.merlon.detection.alert.Incident.Join;
import io.merlon.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Joins alerts into incidents: two belong together where both have an entity that few others have,
 * and no more than the window lies between them. An incident has at least two different alerts and
 * two tactics, one alert of at least medium severity, and no more than a number of alerts.
 */
public final class IncidentBuilder {
  /** What an attack leads along. Files and keys have the same names everywhere. */
  private static final Set<Entity.Type> LEADING =
      EnumSet.of(
          Entity.Type.HOST,
          Entity.Type.ACCOUNT,
          Entity.Type.PROCESS,
          Entity.Type.FILE_HASH,
          Entity.Type.IP,
          Entity.Type.URL,
          Entity.Type.DNS,
          Entity.Type.MAILBOX,
          Entity.Type.AZURE_RESOURCE,
          Entity.Type.AMAZON_RESOURCE,
          Entity.Type.GCP_RESOURCE,
          Entity.Type.KUBERNETES_OBJECT);

  /** What takes part in attacks on that many things is common. */
  private static final int COMMON_FROM = 20;

  private final Duration window;
  private final int mostAlerts;
  private final CommonEntities common = new CommonEntities();

  /**
   * Prepares.
   *
   * @param window how far apart in time two alerts may be
   * @param mostAlerts how many alerts an incident has at most
   */
  public IncidentBuilder(Duration window, int mostAlerts) {
    this.window = window;
    this.mostAlerts = mostAlerts;
  }

  /** Alerts that belong together so far. */
  private static final class Group {
    private final List<Alert> alerts = new ArrayList<>();
    private final List<Join> joins = new ArrayList<>();
  }

  /** The incidents, the gravest first; the same whatever order the alerts come in. */
  public List<Incident> join(List<Alert> all) {
    List<Alert> alerts =
        all.stream()
            .filter(alert ->
                alert.isActive()
                    && alert.start().isPresent()
                    && alert.severity().compareTo(Severity.LOW) >= 0)
            .sorted(Alert.BY_TIME)
            .toList();
    Set<Entity> tooCommon = tooCommon(alerts);
    Map<Entity, Alert> lastWith = new HashMap<>();
    Map<String, Group> groups = new LinkedHashMap<>();
    for (Alert alert : alerts) {
      Group own = new Group();
      own.alerts.add(alert);
      groups.put(alert.id(), own);
      for (Entity entity : alert.entities()) {
        if (LEADING.contains(entity.type()) && !tooCommon.contains(entity)) {
          Optional<Alert> last = Optional.ofNullable(lastWith.get(entity));
          last.filter(earlier -> isNear(earlier, alert))
              .ifPresent(earlier -> join(new Join(earlier, alert, entity), groups));
          if (last.isEmpty() || endOf(last.get()).compareTo(endOf(alert)) <= 0) {
            lastWith.put(entity, alert);
          }
        }
      }
    }
    return groups.values().stream()
        .distinct()
        .map(group ->
            new Incident(
                group.alerts.stream().sorted(Alert.BY_TIME).toList(), List.copyOf(group.joins)))
        .filter(IncidentBuilder::isOne)
        .sorted(
            Comparator.comparing(Incident::severity, Comparator.reverseOrder())
                .thenComparing(one -> one.tactics().size(), Comparator.reverseOrder())
                .thenComparing(one -> one.start().orElse(Instant.MIN))
                .thenComparing(Incident::id))
        .toList();
  }

  private Set<Entity> tooCommon(List<Alert> alerts) {
    Map<Entity, Set<Optional<Entity>>> attackedWith = new HashMap<>();
    for (Alert alert : alerts) {
      for (Entity entity : alert.entities()) {
        attackedWith.computeIfAbsent(entity, first -> new HashSet<>()).add(alert.compromised());
      }
    }
    Set<Entity> tooCommon = new HashSet<>();
    attackedWith.forEach((entity, attacked) -> {
      if (attacked.size() >= COMMON_FROM || common.has(entity)) {
        tooCommon.add(entity);
      }
    });
    return tooCommon;
  }

  private boolean isNear(Alert earlier, Alert later) {
    return !later.start().orElse(Instant.MAX).isAfter(endOf(earlier).plus(window));
  }

  private static Instant endOf(Alert alert) {
    return alert.end().orElse(Instant.MIN);
  }

  private void join(Join join, Map<String, Group> groups) {
    Group earlier = groups.getOrDefault(join.earlier().id(), new Group());
    Group later = groups.getOrDefault(join.later().id(), new Group());
    if (earlier == later || earlier.alerts.size() + later.alerts.size() > mostAlerts) {
      return;
    }
    Group larger = earlier.alerts.size() >= later.alerts.size() ? earlier : later;
    Group smaller = larger == earlier ? later : earlier;
    larger.alerts.addAll(smaller.alerts);
    larger.joins.addAll(smaller.joins);
    larger.joins.add(join);
    smaller.alerts.forEach(alert -> groups.put(alert.id(), larger));
  }

  private static boolean isOne(Incident incident) {
    return incident.tactics().size() > 1
        && incident.severity().compareTo(Severity.MEDIUM) >= 0
        && incident.alerts().stream().map(Alert::alertType).distinct().count() > 1;
  }
}
