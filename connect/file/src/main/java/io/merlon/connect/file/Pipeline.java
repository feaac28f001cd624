package io.merlon.connect.file;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Makes items on a thread of its own and uses them, in their order, on the caller's: two cores for
 * two stages. At most a few items wait in between. However it ends, the thread has ended too.
 *
 * @param <T> what is made and used
 */
final class Pipeline<T> {
  private static final int WAITING = 8;

  /** An item, or the end: of itself or by a failure. */
  private record Step<T>(Optional<T> item, Optional<Throwable> failure) {}

  private final BlockingQueue<Step<T>> steps;

  Pipeline() {
    this(WAITING);
  }

  /**
   * @param waiting how many items may wait
   */
  Pipeline(int waiting) {
    this.steps = new ArrayBlockingQueue<>(waiting);
  }

  /**
   * @param producer hands its items to the consumer that it is given
   * @param consumer uses them; what it throws is thrown here, and the producer is stopped
   * @throws InterruptedException when the calling thread is interrupted
   */
  void run(Consumer<Consumer<T>> producer, Consumer<T> consumer) throws InterruptedException {
    Thread thread = Thread.ofPlatform().name("reader").daemon().start(() -> produce(producer));
    try {
      Step<T> step = steps.take();
      while (step.item().isPresent()) {
        consumer.accept(step.item().get());
        step = steps.take();
      }
      if (step.failure().isPresent()) {
        rethrow(step.failure().get());
      }
    } finally {
      thread.interrupt();
      joinWhatever(thread);
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever ends the producer has to end the consumer
  private void produce(Consumer<Consumer<T>> producer) {
    Step<T> end;
    try {
      producer.accept(item -> put(new Step<>(Optional.of(item), Optional.empty())));
      end = new Step<>(Optional.empty(), Optional.empty());
    } catch (CancellationException stopped) {
      return;
    } catch (Throwable failure) {
      end = new Step<>(Optional.empty(), Optional.of(failure));
    }
    try {
      put(end);
    } catch (CancellationException stopped) {
      // Nobody waits for the end any more.
    }
  }

  private void put(Step<T> step) {
    try {
      steps.put(step);
    } catch (InterruptedException stopped) {
      throw new CancellationException();
    }
  }

  private static void joinWhatever(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void rethrow(Throwable failure) {
    switch (failure) {
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      default -> throw new IllegalStateException(failure);
    }
  }
}
