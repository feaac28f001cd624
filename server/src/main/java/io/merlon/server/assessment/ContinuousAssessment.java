package io.merlon.server.assessment;

import io.merlon.posture.Assessment;
import io.merlon.posture.AssessmentSink;
import io.merlon.posture.PostureAssessor;
import io.merlon.posture.PostureReport;
import io.merlon.store.Database;
import io.merlon.store.ResourceStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assesses the stored inventory anew whenever something changed, one pass at a time: changes that
 * come during a pass are taken together into the next. What a pass found becomes visible as a
 * whole.
 */
public final class ContinuousAssessment implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContinuousAssessment.class);
  private static final long RETRY_SECONDS = 2;
  private static final long DAILY_MINUTES = 60;

  private final Database database;
  private final PolicySource source;
  private final InstantSource clock;
  private final AtomicReference<Optional<Standing>> standing =
      new AtomicReference<>(Optional.empty());
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private long asked = 1;
  private long done;
  private final Thread worker;

  public ContinuousAssessment(Database database, PolicySource source, InstantSource clock) {
    this.database = database;
    this.source = source;
    this.clock = clock;
    this.worker = Thread.ofPlatform().name("assessment").unstarted(this::work);
  }

  public void start() {
    worker.start();
  }

  /** Says that the inventory or the policy is another now. */
  public void changed() {
    lock.lock();
    try {
      asked++;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all that changed before this call was assessed; false when time ran out. */
  public boolean awaitCurrent(long seconds) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long wanted = asked;
      long left = TimeUnit.SECONDS.toNanos(seconds);
      while (done < wanted) {
        if (left <= 0) {
          return false;
        }
        left = moved.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** How everything stood after the latest pass; nothing before the first. */
  public Optional<Standing> standing() {
    return standing.get();
  }

  private void work() {
    try {
      while (true) {
        long goal = awaitWork();
        try {
          standing.set(Optional.of(pass()));
          finished(goal);
        } catch (RuntimeException e) {
          LOG.error("assessing failed, trying again in {} s: {}", RETRY_SECONDS, e.getMessage());
          TimeUnit.SECONDS.sleep(RETRY_SECONDS);
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a change, or for the hour in which exemptions expire and dates pass. */
  private long awaitWork() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.MINUTES.toNanos(DAILY_MINUTES);
      while (done >= asked && left > 0) {
        left = moved.awaitNanos(left);
      }
      return asked;
    } finally {
      lock.unlock();
    }
  }

  private void finished(long goal) {
    lock.lock();
    try {
      done = goal;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Standing pass() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    PolicySource.Policy policy = source.load();
    PostureAssessor assessor =
        PostureAssessor.builder(policy.plan(), policy.content(), now)
            .exemptions(policy.exemptions())
            .build();
    AtomicReference<Optional<PostureReport>> report = new AtomicReference<>(Optional.empty());
    database
        .resources()
        .inSnapshot(snapshot ->
            report.set(
                Optional.of(
                    database
                        .assessments()
                        .replace(now, taken -> assess(assessor, snapshot, taken)))));
    return Standing.of(report.get().orElseThrow(), policy.library(), assessor, policy.problems());
  }

  private static PostureReport assess(
      PostureAssessor assessor, ResourceStore.Snapshot snapshot, Consumer<Assessment> taken) {
    snapshot.forEach(assessor::observe);
    AssessmentSink sink = taken::accept;
    snapshot.forEach(resource -> assessor.assess(resource, sink));
    return assessor.report();
  }

  @Override
  public void close() {
    worker.interrupt();
    try {
      worker.join();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
