package io.merlon.server.threat;

import io.merlon.detection.Rule;
import io.merlon.detection.RuleLibrary;
import io.merlon.detection.alert.Alert;
import io.merlon.detection.alert.AlertReader;
import io.merlon.detection.alert.Entity;
import io.merlon.detection.alert.SuppressionRule;
import io.merlon.model.ResourceId;
import io.merlon.store.AlertStore;
import io.merlon.store.Database;
import io.merlon.store.StoredAlert;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes rows of alerts: repeats join the alert that there is, suppression rules dismiss. */
final class AlertKeeper {
  private static final String SUPPRESSIONS = "microsoft.security/alertssuppressionrules";
  private static final int MOST_ENTITIES = 60;

  /** What lies further off is a wrong clock; the database cannot keep all that an instant can. */
  private static final Instant FIRST = Instant.EPOCH;

  private static final Duration AHEAD = Duration.ofDays(1);

  private final Database database;
  private final AlertStore alerts;
  private final IncidentKeeper incidents;
  private final Map<String, Rule> rules = new HashMap<>();
  private final Duration window;
  private final InstantSource clock;

  AlertKeeper(Database database, RuleLibrary library, Duration window, InstantSource clock) {
    this.database = database;
    this.alerts = database.alerts();
    this.window = window;
    this.clock = clock;
    this.incidents = new IncidentKeeper(alerts, this::read, clock);
    library.rules().forEach(rule -> rules.put(rule.alertType(), rule));
    library.correlations().forEach(rule -> rules.put(rule.alertType(), rule));
  }

  /** Keeps them in this thread's transaction, and gives what is new or has changed. */
  List<StoredAlert> keep(List<Found> found) {
    List<StoredAlert> kept = new ArrayList<>();
    Map<String, List<Found>> bySubscription = new LinkedHashMap<>();
    found.forEach(one ->
        bySubscription.computeIfAbsent(one.subscription(), first -> new ArrayList<>()).add(one));
    // in one order, so that two who keep alerts of the same subscriptions never wait for each other
    bySubscription.keySet().stream()
        .sorted()
        .forEach(subscription -> {
          alerts.lock(subscription);
          List<SuppressionRule> suppressions = suppressions(subscription);
          Map<String, StoredAlert> own = new LinkedHashMap<>();
          for (Found one : bySubscription.getOrDefault(subscription, List.of())) {
            StoredAlert alert = keep(one, subscription, suppressions);
            own.put(alert.name(), alert);
          }
          kept.addAll(incidents.update(subscription, own));
        });
    return kept;
  }

  private List<SuppressionRule> suppressions(String subscription) {
    return database.documents().list(SUPPRESSIONS, "/subscriptions/" + subscription + "/").stream()
        .flatMap(document -> {
          try {
            return Stream.of(SuppressionRule.read(document));
          } catch (IllegalArgumentException withoutEffect) {
            return Stream.empty();
          }
        })
        .toList();
  }

  private StoredAlert keep(Found found, String subscription, List<SuppressionRule> suppressions) {
    Instant now = clock.instant();
    Alert timed = timed(found.alert(), now);
    String sample = found.isSample() ? "sample " : "";
    String kind = uuid(sample + subscription + timed.group());
    String name = uuid(sample + subscription + timed.id());
    Instant start = timed.start().orElse(now);
    Instant end = timed.end().orElse(now);
    Optional<StoredAlert> before =
        alerts
            .findOpen(subscription, kind, start.minus(window), end.plus(window))
            .or(() -> alerts.find(subscription, name));
    Alert alert = before.map(one -> joined(one, timed)).orElse(timed.named(name));
    // who has dealt with an alert is not overruled
    for (SuppressionRule rule : before.isEmpty() ? suppressions : List.<SuppressionRule>of()) {
      alert = rule.apply(alert, now);
    }
    ResourceId place =
        before
            .map(one -> ResourceId.of(one.document().get("id").textOr("")))
            .flatMap(id -> id.resourceGroupId().or(id::subscriptionId))
            .orElseGet(() -> place(timed, found.scope()));
    String status =
        before.map(StoredAlert::status).orElse(alert.isActive() ? "Active" : "Dismissed");
    StoredAlert stored =
        new StoredAlert(
            subscription,
            alert.id(),
            place.folded(),
            kind,
            status,
            before.map(StoredAlert::incident).orElse(""),
            false,
            alert.start().orElse(now),
            alert.end().orElse(now),
            AlertDocument.of(alert, place, status, now, before.map(StoredAlert::document))
                .sample(found.isSample()));
    alerts.put(stored);
    return stored;
  }

  /** With a time that can be: that of its coming where the events have none. */
  private static Alert timed(Alert alert, Instant now) {
    Optional<Instant> start =
        alert.start().filter(time -> canBe(time, now)).or(() -> Optional.of(now));
    Optional<Instant> end = alert.end().filter(time -> canBe(time, now)).or(() -> start);
    return alert.during(
        start, end.filter(time -> !time.isBefore(start.orElse(now))).or(() -> start));
  }

  private static boolean canBe(Instant time, Instant now) {
    return time.isAfter(FIRST) && time.isBefore(now.plus(AHEAD));
  }

  /** An alert and its repeat. */
  private static Alert joined(StoredAlert before, Alert repeat) {
    Alert first = AlertReader.read(before.document(), repeat.group(), repeat.rule());
    return new Alert(
        before.name(),
        repeat.group(),
        repeat.rule(),
        Stream.concat(first.start().stream(), repeat.start().stream()).min(Instant::compareTo),
        Stream.concat(first.end().stream(), repeat.end().stream()).max(Instant::compareTo),
        first.count() + repeat.count(),
        first.compromised().or(repeat::compromised),
        Stream.concat(first.entities().stream(), repeat.entities().stream())
            .distinct()
            .limit(MOST_ENTITIES)
            .toList(),
        repeat.evidence(),
        repeat.properties(),
        first.suppressedBy());
  }

  /** The group of the resource that it was raised on, else the subscription. */
  private static ResourceId place(Alert alert, ResourceId scope) {
    ResourceId subscription = scope.subscriptionId().orElse(scope);
    return alert.entities().stream()
        .filter(entity -> entity.type() == Entity.Type.AZURE_RESOURCE)
        .map(entity -> ResourceId.of(entity.name()))
        .filter(id -> id.isWithin(subscription))
        .flatMap(id -> id.resourceGroupId().stream())
        .findFirst()
        .orElse(subscription);
  }

  /** The alert of a row; nothing where its rule is not used any more. */
  private Optional<Alert> read(StoredAlert row) {
    String type = row.document().get("properties").get("alertType").textOr("");
    return Optional.ofNullable(rules.get(type))
        .map(rule -> AlertReader.read(row.document(), row.kind(), rule));
  }

  static String uuid(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
