package io.merlon.server.export;

import io.merlon.model.ObjectValue;
import io.merlon.server.assessment.ContinuousAssessment;
import io.merlon.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the automations that are stored: for each action of each there is a courier. */
public final class ContinuousExport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContinuousExport.class);
  private static final String AUTOMATIONS = "microsoft.security/automations";
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** A receiver that is away for longer loses the oldest, and the log says how much. */
  private static final Duration KEPT = Duration.ofDays(7);

  private final Database database;
  private final ContinuousAssessment assessment;
  private final Receivers receivers;
  private final InstantSource clock;
  private final Map<String, Courier> couriers = new HashMap<>();
  private final Set<String> refused = new HashSet<>();
  private final Thread thread;

  /**
   * @param data where files and shared secrets are kept
   */
  public ContinuousExport(
      Database database, ContinuousAssessment assessment, Path data, InstantSource clock) {
    this.database = database;
    this.assessment = assessment;
    this.receivers = new Receivers(data, clock);
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("exports").unstarted(this::work);
  }

  public void start() {
    thread.start();
  }

  private void work() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        follow();
      } catch (IOException | RuntimeException e) {
        LOG.warn("automations cannot be read, trying again: {}", e.getMessage());
      }
      try {
        Thread.sleep(LOOK_EVERY);
      } catch (InterruptedException closed) {
        return;
      }
    }
  }

  private void follow() throws IOException {
    Map<String, Automation> wanted = new HashMap<>();
    Map<String, Set<String>> targets = new HashMap<>();
    for (ObjectValue document : database.documents().list(AUTOMATIONS, "/")) {
      Automation one = Automation.read(document);
      for (int i = 0; one.enabled() && i < one.actions().size(); i++) {
        String target = one.id().toLowerCase(Locale.ROOT) + "#" + i;
        wanted.put(target, one);
        Set<String> sources = new HashSet<>();
        one.sources().forEach(source -> sources.add(source.name()));
        targets.put(target, sources);
      }
    }
    for (String target : List.copyOf(couriers.keySet())) {
      Courier courier = couriers.get(target);
      if (courier != null && !courier.automation().equals(wanted.get(target))) {
        couriers.remove(target);
        courier.close();
      }
    }
    wanted.forEach((target, one) -> {
      if (!couriers.containsKey(target) && !engage(target, one)) {
        targets.remove(target);
      }
    });
    database.exports().setTargets(targets);
    int lost = database.exports().forgetBefore(clock.instant().minus(KEPT));
    if (lost > 0) {
      LOG.error("{} events were older than {} and could not be delivered: given up", lost, KEPT);
    }
  }

  /** Sends a courier to a receiver that is known; whether there is one. */
  private boolean engage(String target, Automation automation) {
    int number = Integer.parseInt(target.substring(target.lastIndexOf('#') + 1));
    Automation.Action action = automation.actions().get(number);
    try {
      Optional<Exporter> exporter = receivers.of(action);
      if (exporter.isEmpty()) {
        refuse(target, "there is no receiver of the type '" + action.type() + "'");
        return false;
      }
      Courier courier =
          new Courier(target, automation, exporter.get(), database, assessment::standing, clock);
      couriers.put(target, courier);
      courier.start();
      refused.remove(target);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      refuse(target, String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void refuse(String target, String reason) {
    if (refused.add(target)) {
      LOG.warn("the action {} does not run: {}", target, reason);
    }
  }

  @Override
  public void close() throws IOException {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    for (Courier courier : couriers.values()) {
      courier.close();
    }
  }
}
