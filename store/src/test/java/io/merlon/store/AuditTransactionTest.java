package io.merlon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merlon.model.ObjectValue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was written and its audit entry are kept together, whoever writes at the same time. */
class AuditTransactionTest {
  private static final int THREADS = 12;
  private static final int WRITES = 20;
  @TempDir static Path data;
  private static EmbeddedPostgres postgres;
  private static Database database;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start(data);
    database = Database.open(postgres.address());
  }

  @AfterAll
  static void stop() {
    database.close();
    postgres.close();
  }

  private static void write(String id) {
    database.documents().put(id, "t", ObjectValue.EMPTY);
    database.audit().append(Instant.now(), "admin", "PUT t", id, "127.0.0.1", "200");
  }

  @Test
  void whatFailsAfterwardsLeavesNeitherTheWriteNorTheEntry() {
    long before = database.audit().verify().entries();
    AtomicInteger told = new AtomicInteger();
    assertThatThrownBy(() ->
            database.inTransaction(() -> {
              database.afterCommit(told::incrementAndGet);
              write("/lost");
              throw new IllegalStateException("the operation fails");
            }))
        .hasMessage("the operation fails");
    assertThat(database.documents().find("/lost")).isEmpty();
    assertThat(database.audit().verify().entries()).isEqualTo(before);
    assertThat(told).hasValue(0);
  }

  @Test
  void thoseWhoWaitForACommitAreToldAfterIt() {
    List<Boolean> seenFromElsewhere = new ArrayList<>();
    int seenBefore =
        database.inTransaction(() -> {
          database.afterCommit(() -> seenFromElsewhere.add(isSeenFromElsewhere("/told")));
          write("/told");
          return isSeenFromElsewhere("/told") ? 1 : 0;
        });
    assertThat(seenBefore).isZero();
    assertThat(seenFromElsewhere).containsExactly(true);
  }

  private static boolean isSeenFromElsewhere(String id) {
    try (var other = Executors.newSingleThreadExecutor()) {
      return other.submit(() -> database.documents().find(id).isPresent()).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theChainHoldsWhenManyWriteAtOnce() throws Exception {
    long before = database.audit().verify().entries();
    CountDownLatch together = new CountDownLatch(THREADS);
    List<Future<?>> writers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < THREADS; thread++) {
        String name = "/thread" + thread + "/";
        writers.add(
            threads.submit(() -> {
              together.countDown();
              together.await();
              for (int i = 0; i < WRITES; i++) {
                String id = name + i;
                var _ =
                    database.inTransaction(() -> {
                      write(id);
                      return id;
                    });
              }
              return name;
            }));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    AuditLog.Verification found = database.audit().verify();
    assertThat(found.broken()).isEmpty();
    assertThat(found.entries()).isEqualTo(before + (long) THREADS * WRITES);
    assertThat(database.documents().list("t", "/thread")).hasSize(THREADS * WRITES);
  }

  @Test
  void aDeadlockIsTriedAgain() throws Exception {
    write("/left");
    write("/right");
    CountDownLatch both = new CountDownLatch(2);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> one = threads.submit(() -> putBoth("/left", "/right", both));
      Future<?> other = threads.submit(() -> putBoth("/right", "/left", both));
      one.get();
      other.get();
    }
  }

  private static boolean putBoth(String first, String second, CountDownLatch both) {
    return database.inTransaction(() -> {
      database.documents().put(first, "t", ObjectValue.EMPTY);
      both.countDown();
      try {
        both.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return database.documents().put(second, "t", ObjectValue.EMPTY);
    });
  }
}
