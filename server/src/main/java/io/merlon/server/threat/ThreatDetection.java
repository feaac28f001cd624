package io.merlon.server.threat;

import io.merlon.detection.Detection;
import io.merlon.detection.Event;
import io.merlon.detection.RuleLibrary;
import io.merlon.detection.alert.Alert;
import io.merlon.detection.alert.AlertGrouper;
import io.merlon.detection.alert.EntityMapping;
import io.merlon.detection.correlation.CorrelatorLimits;
import io.merlon.detection.flow.DetectionFlow;
import io.merlon.model.ResourceId;
import io.merlon.model.Severity;
import io.merlon.model.StringValue;
import io.merlon.server.pricing.Pricings;
import io.merlon.store.Database;
import io.merlon.store.StoredAlert;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events to alerts. Matching is done by whoever sends; what keeps state goes on in turn: {@link
 * #inTurn}, {@link #accept} and {@link #keep}, the last in the transaction of the request, so that
 * who was told that events were taken finds their alerts whatever happens then.
 */
public final class ThreatDetection {
  private static final Logger LOG = LoggerFactory.getLogger(ThreatDetection.class);
  private static final Duration REPEATS_WITHIN = Duration.ofHours(1);
  private static final Duration LATENESS = Duration.ofMinutes(5);
  private static final int MOST_OPEN = 10_000;
  private static final int MOST_FLOWS = 64;
  private static final int MOST_WAITING = 20_000;
  private static final int PARALLEL_FROM = 200;

  private final Database database;
  private final Pricings pricings;
  private final AlertKeeper keeper;
  private final DetectionFlow rules;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Map<String, DetectionFlow> flows =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DetectionFlow> eldest) {
          return size() > MOST_FLOWS;
        }
      };

  /** Alerts that were made and whose transaction is not through. */
  private final Deque<Found> waiting = new ArrayDeque<>();

  private ResourceId current = ResourceId.of("/");

  public ThreatDetection(Database database, RuleLibrary library, InstantSource clock) {
    this.database = database;
    this.pricings = new Pricings(database.resources());
    this.keeper = new AlertKeeper(database, library, REPEATS_WITHIN, clock);
    this.rules =
        new DetectionFlow(
            library,
            Severity.INFORMATIONAL,
            CorrelatorLimits.within(LATENESS),
            Optional.empty(),
            one -> {},
            one -> {});
    LOG.info("{} detection rules", rules.rules());
  }

  /** What events of a scope match, as far as the plans that cover them are on. */
  public Matched match(ResourceId scope, List<Event> events) {
    Plans plans = new Plans(pricings, scope);
    Map<String, Long> off = new LinkedHashMap<>();
    List<Event> covered = new ArrayList<>(events.size());
    for (Event event : events) {
      String plan = plans.of(event.fields());
      if (plans.isOn(plan)) {
        covered.add(event);
      } else {
        off.merge(plan, 1L, Long::sum);
      }
    }
    return new Matched(scope, hits(covered), covered.size(), off);
  }

  private List<Matched.Hit> hits(List<Event> events) {
    Stream<Event> stream =
        events.size() < PARALLEL_FROM ? events.stream() : events.parallelStream();
    return stream
        .map(event -> new Matched.Hit(event, rules.plan().match(event)))
        .filter(hit -> !hit.detections().isEmpty())
        .toList();
  }

  /** Does the task while nobody else changes what is kept between batches. */
  public <T> T inTurn(Supplier<T> task) {
    turn.lock();
    try {
      return task.get();
    } catch (RuntimeException e) {
      if (Database.isWrongValue(e)) {
        // what cannot be stored now never can, and must not stand in the way of what comes
        LOG.error("{} alerts cannot be stored", waiting.size(), e);
        waiting.clear();
      }
      throw e;
    } finally {
      turn.unlock();
    }
  }

  /** Takes in what events matched, in turn; the alerts wait to be kept. */
  public void accept(Matched matched) {
    current = matched.scope();
    String subscription = current.subscription().orElse("").toLowerCase(Locale.ROOT);
    feed(
        flows.computeIfAbsent(
            subscription,
            first -> rules.beside(CorrelatorLimits.within(LATENESS), grouper(this::await))),
        matched);
  }

  /**
   * Keeps the alerts of a sample in this thread's transaction; its events have nothing to do with
   * any others.
   */
  void keepSample(ResourceId scope, List<Event> events) {
    List<Found> found = new ArrayList<>();
    feed(
        rules.beside(
            CorrelatorLimits.recorded(),
            grouper(alert -> found.add(new Found(scope, alert, true)))),
        new Matched(scope, hits(events), events.size(), Map.of()));
    keeper.keep(found);
  }

  private void await(Alert alert) {
    if (waiting.size() < MOST_WAITING) {
      waiting.add(new Found(current, alert, false));
    }
  }

  private static AlertGrouper grouper(Consumer<Alert> told) {
    return new AlertGrouper(EntityMapping.builtIn(), REPEATS_WITHIN, MOST_OPEN, told);
  }

  private static void feed(DetectionFlow flow, Matched matched) {
    for (Matched.Hit hit : matched.hits()) {
      Event placed = placed(hit.event(), matched.scope());
      flow.accept(
          placed,
          hit.detections().stream()
              .map(one -> new Detection(one.rule(), placed, one.reasons()))
              .toList());
    }
    flow.catchUp();
  }

  /** What a resource sends is about it, whatever else the event names. */
  private static Event placed(Event event, ResourceId scope) {
    boolean isResource = scope.type().isPresent() && scope.subscription().isPresent();
    ResourceId named = ResourceId.of(event.fields().get("resourceId").textOr("/"));
    return isResource && !named.isWithin(scope)
        ? new Event(
            event.source(),
            event.position(),
            event.fields().with("resourceId", new StringValue(scope.text())))
        : event;
  }

  /**
   * Keeps the alerts that wait, in turn and in this thread's transaction.
   *
   * @return those that are new or have changed, incidents included
   */
  public List<StoredAlert> keep() {
    List<Found> now = List.copyOf(waiting);
    if (now.isEmpty()) {
      return List.of();
    }
    List<StoredAlert> kept = keeper.keep(now);
    database.afterCommit(() -> now.forEach(one -> waiting.poll()));
    return kept;
  }
}
