package io.merlon.server.assessment;

import io.merlon.model.ResourceId;
import io.merlon.posture.Assessment;
import io.merlon.posture.AssessmentSink;
import io.merlon.posture.ContinuousPosture;
import io.merlon.posture.PostureAssessor;
import io.merlon.posture.PostureReport;
import io.merlon.server.governance.StoredGovernance;
import io.merlon.store.AssessmentStore;
import io.merlon.store.Database;
import io.merlon.store.ResourceStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assesses what changed and what depends on it, or everything where policy changed; one pass at a
 * time: changes that come during a pass are taken together into the next. What a pass found becomes
 * visible as a whole.
 */
public final class ContinuousAssessment implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContinuousAssessment.class);
  private static final long RETRY_SECONDS = 2;
  private static final long AT_LEAST_MINUTES = 60;

  /** From so many changes on, two passes over everything are cheaper than asking one by one. */
  private static final int MANY = 20_000;

  private final Database database;
  private final PolicySource source;
  private final InstantSource clock;
  private final StoredGovernance governance;
  private final AtomicReference<Optional<Standing>> standing =
      new AtomicReference<>(Optional.empty());
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Set<ResourceId> pending = new HashSet<>();
  private final AtomicLong passes = new AtomicLong();
  private boolean everything = true;
  private long asked = 1;
  private long done;
  private final Thread worker;

  public ContinuousAssessment(Database database, PolicySource source, InstantSource clock) {
    this.database = database;
    this.source = source;
    this.clock = clock;
    this.governance = new StoredGovernance(database.governance());
    this.worker = Thread.ofPlatform().name("assessment").unstarted(this::work);
  }

  public void start() {
    worker.start();
  }

  /** Says that policy is another now, or the whole inventory; counts once the change is kept. */
  public void changed() {
    database.afterCommit(() -> ask(true, List.of()));
  }

  /**
   * Asks for a pass over everything.
   *
   * @return what {@link #isDone} takes to say when it was made
   */
  public long reassess() {
    return ask(true, List.of());
  }

  /** Says that these resources were created, changed or deleted; counts once that is kept. */
  public void changed(Collection<ResourceId> resources) {
    database.afterCommit(() -> ask(resources.size() > MANY, resources));
  }

  /** Whether what was asked for is assessed. */
  public boolean isDone(long goal) {
    lock.lock();
    try {
      return done >= goal;
    } finally {
      lock.unlock();
    }
  }

  private long ask(boolean all, Collection<ResourceId> resources) {
    lock.lock();
    try {
      everything |= all || pending.size() > MANY;
      pending.addAll(everything ? List.of() : resources);
      asked++;
      moved.signalAll();
      return asked;
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

  /** How many passes became visible since the start. */
  public long passes() {
    return passes.get();
  }

  /** How many changes no pass has taken up yet; all of them together count as one. */
  public int waiting() {
    lock.lock();
    try {
      return everything ? 1 : pending.size();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    try {
      while (true) {
        Work work = awaitWork();
        try {
          standing.set(Optional.of(judge(work)));
          passes.incrementAndGet();
          finished(work.goal());
        } catch (RuntimeException e) {
          ask(true, List.of());
          LOG.error("assessing failed, trying again in {} s: {}", RETRY_SECONDS, e.getMessage());
          TimeUnit.SECONDS.sleep(RETRY_SECONDS);
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What there is to do.
   *
   * @param goal what was asked last
   * @param changed what changed; everything when absent
   */
  private record Work(long goal, Optional<Set<ResourceId>> changed) {}

  /** Waits for a change, or for the hour in which exemptions expire and dates pass. */
  private Work awaitWork() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.MINUTES.toNanos(AT_LEAST_MINUTES);
      while (done >= asked && left > 0) {
        left = moved.awaitNanos(left);
      }
      boolean all = everything || done >= asked;
      Work work = new Work(asked, all ? Optional.empty() : Optional.of(Set.copyOf(pending)));
      pending.clear();
      everything = false;
      return work;
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

  private Standing judge(Work work) {
    Optional<Standing> before = standing.get();
    return work.changed().isPresent() && before.isPresent()
        ? follow(before.get(), work.changed().get())
        : pass();
  }

  /** Judges what changed and what depends on it. */
  private Standing follow(Standing before, Set<ResourceId> changed) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    ContinuousPosture posture = before.posture();
    governance.beginChanges(now);
    AtomicReference<Standing> after = new AtomicReference<>(before);
    database
        .resources()
        .inSnapshot(snapshot ->
            after.set(
                before.with(
                    database
                        .assessments()
                        .update(
                            now,
                            taken -> {
                              Set<ResourceId> judged =
                                  posture.apply(changed, snapshot::find, taken::accept);
                              return new AssessmentStore.Part(posture.report(), judged);
                            }))));
    return after.get();
  }

  private Standing pass() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    PolicySource.Policy policy = source.load();
    ContinuousPosture posture =
        PostureAssessor.builder(policy.plan(), policy.content(), now)
            .exemptions(policy.exemptions())
            .governance(policy.governance())
            .earlierGovernance(governance)
            .continuous();
    governance.beginPass(now);
    AtomicReference<Optional<PostureReport>> report = new AtomicReference<>(Optional.empty());
    database
        .resources()
        .inSnapshot(snapshot ->
            report.set(
                Optional.of(
                    database
                        .assessments()
                        .replace(now, taken -> assess(posture, snapshot, taken)))));
    governance.endPass();
    database.scores().thin(now);
    return Standing.of(
        report.get().orElseThrow(),
        policy.library(),
        posture,
        policy.plan().policies(),
        policy.problems());
  }

  private static PostureReport assess(
      ContinuousPosture posture, ResourceStore.Snapshot snapshot, Consumer<Assessment> taken) {
    snapshot.forEach(posture::observe);
    AssessmentSink sink = taken::accept;
    snapshot.forEach(resource -> posture.assess(resource, sink));
    return posture.report();
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
