package io.merlon.connect.file;

import io.merlon.detection.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads events from files and looks at each, on several threads; what comes of it is in the order
 * of the files all the same. How much waits between the threads is bounded.
 *
 * @param <T> what looking at an event gives
 */
public final class EventPipeline<T> {
  private static final int WAITING_A_THREAD = 3;

  private final int threads;
  private final Function<Event, T> look;
  private final Queue<JsonLine> idle = new ConcurrentLinkedQueue<>();

  /** What came of a piece of the files. */
  private record Outcome<T>(List<Step<T>> steps, long position) {}

  /** An event that was looked at, or something that is none. */
  private sealed interface Step<T> {
    record Seen<T>(Event event, T found) implements Step<T> {}

    record Broken<T>(EventFiles.Problem problem) implements Step<T> {}
  }

  /**
   * Prepares.
   *
   * @param threads how many look at events at once; with one, all happens on the calling thread
   * @param look what is done with each event, on any of the threads
   */
  public EventPipeline(int threads, Function<Event, T> look) {
    this.threads = threads;
    this.look = look;
  }

  /**
   * Reads files, and all files in folders, in the order of their names. No thread has work left
   * when this returns or throws.
   *
   * @param progress told how far it has come, on the calling thread
   * @param events given each event and what was found, in order, on the calling thread
   * @param problems given what could not be read, likewise
   * @throws InterruptedException when the calling thread is interrupted
   */
  public void read(
      List<Path> paths,
      ReadingProgress progress,
      BiConsumer<Event, T> events,
      Consumer<EventFiles.Problem> problems)
      throws InterruptedException {
    long total = EventFiles.totalBytes(paths);
    Consumer<Outcome<T>> use =
        outcome -> {
          for (Step<T> step : outcome.steps) {
            switch (step) {
              case Step.Seen<T>(Event event, T found) -> events.accept(event, found);
              case Step.Broken<T>(EventFiles.Problem problem) -> problems.accept(problem);
            }
          }
          progress.at(outcome.position, total);
        };
    if (threads == 1) {
      chunks(paths, chunk -> use.accept(lookedAt(chunk)));
      return;
    }
    try (ExecutorService workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("matcher-", 0).daemon().factory())) {
      try {
        new Pipeline<CompletableFuture<Outcome<T>>>(WAITING_A_THREAD * threads)
            .run(
                started ->
                    chunks(
                        paths,
                        chunk ->
                            started.accept(
                                CompletableFuture.supplyAsync(() -> lookedAt(chunk), workers))),
                one -> use.accept(outcome(one)));
      } finally {
        workers.shutdownNow();
      }
    }
  }

  private static void chunks(List<Path> paths, Consumer<EventChunks.Chunk> each) {
    AtomicLong position = new AtomicLong();
    EventChunks chunks = new EventChunks(position, each);
    new EventFiles(chunks, position).read(paths);
    chunks.end();
  }

  private Outcome<T> lookedAt(EventChunks.Chunk chunk) {
    List<Step<T>> steps = new ArrayList<>(chunk.items().size());
    Consumer<Event> events = event -> steps.add(new Step.Seen<>(event, look.apply(event)));
    Consumer<EventFiles.Problem> problems = problem -> steps.add(new Step.Broken<>(problem));
    JsonLine known = idle.poll();
    JsonLine json = known == null ? new JsonLine() : known;
    for (EventChunks.Item item : chunk.items()) {
      item.read(json, events, problems);
    }
    idle.add(json);
    return new Outcome<>(steps, chunk.position());
  }

  /** What a worker found; what it threw is thrown here. */
  private static <T> T outcome(CompletableFuture<T> one) {
    try {
      return one.join();
    } catch (CompletionException failed) {
      switch (failed.getCause()) {
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        case null, default -> throw failed;
      }
    }
  }
}
