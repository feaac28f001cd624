package io.merlon.server.export;

import io.merlon.posture.SubscriptionScore;
import io.merlon.report.OcsfActivity;
import io.merlon.server.assessment.Standing;
import io.merlon.store.Database;
import io.merlon.store.ExportItem;
import io.merlon.store.ExportStore;
import io.merlon.store.Page;
import io.merlon.store.StoredAssessment;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what is wanted to one receiver: changes as they come, and a snapshot at the beginning and
 * once a week where that is asked for. A receiver that is away is tried again, ever less often;
 * others do not wait for it.
 */
final class Courier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final int BATCH = 100;
  private static final Duration SNAPSHOTS = Duration.ofDays(7);
  private static final Duration IDLE = Duration.ofMillis(500);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final String target;
  private final Automation automation;
  private final Exporter exporter;
  private final Database database;
  private final ExportStore store;
  private final Findings findings;
  private final Supplier<Optional<Standing>> standing;
  private final InstantSource clock;
  private final Thread thread;

  Courier(
      String target,
      Automation automation,
      Exporter exporter,
      Database database,
      Supplier<Optional<Standing>> standing,
      InstantSource clock) {
    this.target = target;
    this.automation = automation;
    this.exporter = exporter;
    this.database = database;
    this.store = database.exports();
    this.findings = new Findings(database, automation);
    this.standing = standing;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("export " + target).unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  Automation automation() {
    return automation;
  }

  private void work() {
    Duration pause = FIRST_PAUSE;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Optional<Standing> now = standing.get();
        if (now.isEmpty() || !deliver(now.get())) {
          Thread.sleep(IDLE);
        }
        pause = FIRST_PAUSE;
      } catch (IOException | RuntimeException e) {
        LOG.warn("export {} failed, trying again in {}: {}", target, pause, e.getMessage());
        try {
          Thread.sleep(pause);
        } catch (InterruptedException closed) {
          return;
        }
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      } catch (InterruptedException closed) {
        return;
      }
    }
  }

  /** Delivers a batch; whether there was anything to do. */
  private boolean deliver(Standing now) throws IOException, InterruptedException {
    List<ExportItem> pending = store.pending(target, BATCH);
    if (pending.isEmpty()) {
      return continueSnapshot(now);
    }
    send(pending.stream().flatMap(item -> findings.of(item, now).stream()).toList());
    store.done(pending);
    return true;
  }

  private void send(List<Delivery> batch) throws IOException, InterruptedException {
    if (!batch.isEmpty()) {
      exporter.send(batch);
    }
  }

  private boolean continueSnapshot(Standing now) throws IOException, InterruptedException {
    boolean ofAssessments = automation.source("AssessmentsSnapshot").isPresent();
    boolean ofScores = automation.source("SecureScoresSnapshot").isPresent();
    if (!ofAssessments && !ofScores) {
      return false;
    }
    ExportStore.Snapshot snapshot = store.snapshot(target);
    Instant time = clock.instant();
    if (snapshot.after().isEmpty()) {
      if (snapshot.begun().filter(begun -> begun.plus(SNAPSHOTS).isAfter(time)).isPresent()) {
        return false;
      }
      snapshot = new ExportStore.Snapshot(Optional.of(time), Optional.of(""));
      if (ofScores) {
        send(scores(now, time));
      }
    }
    Optional<String> next = Optional.empty();
    if (ofAssessments) {
      next = assessments(now, snapshot);
    }
    store.setSnapshot(target, new ExportStore.Snapshot(snapshot.begun(), next));
    return true;
  }

  private List<Delivery> scores(Standing now, Instant time) {
    List<Delivery> deliveries = new ArrayList<>();
    for (SubscriptionScore one : now.report().subscriptions()) {
      String uid = "snapshot-" + time.toEpochMilli() + one.subscription();
      findings
          .score("SecureScoresSnapshot", one.subscription(), one.score(), time, uid)
          .ifPresent(deliveries::add);
    }
    return deliveries;
  }

  /** Sends a page of the snapshot, and says where the next begins. */
  private Optional<String> assessments(Standing now, ExportStore.Snapshot snapshot)
      throws IOException, InterruptedException {
    Instant begun = snapshot.begun().orElseThrow();
    Page<StoredAssessment> page =
        database.assessments().list("", snapshot.after().orElse(""), BATCH);
    List<Delivery> deliveries = new ArrayList<>();
    for (StoredAssessment one : page.items()) {
      String uid =
          "snapshot-" + begun.toEpochMilli() + one.resourceId() + "|" + one.recommendation();
      findings
          .assessment("AssessmentsSnapshot", one, OcsfActivity.CREATE, begun, now, uid)
          .ifPresent(deliveries::add);
    }
    send(deliveries);
    return page.next();
  }

  @Override
  public void close() throws IOException {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    exporter.close();
  }
}
