package io.merlon.cli.detect;

import io.merlon.cli.Terminal;
import io.merlon.cli.output.ProgressLine;
import io.merlon.connect.file.EventFiles;
import io.merlon.connect.file.EventPipeline;
import io.merlon.connect.file.EventTail;
import io.merlon.connect.file.ReadingProgress;
import io.merlon.detection.Detection;
import io.merlon.detection.flow.DetectionFlow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Where events come from, and how they are read. */
final class EventOptions {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  @Option(
      names = "--events",
      required = true,
      paramLabel = "PATH",
      description =
          "Events: JSON, Windows event logs, logs of auditd, syslog, Zeek and web servers, CEF; also"
              + " gz and zip; or a folder. Repeatable.")
  private List<Path> events = List.of();

  @Option(
      names = "--follow",
      description = "With jsonl: go on with what is written to the files, and with new files.")
  boolean follow;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "How many threads read and match; the result is the same. Default: one a processor.")
  Optional<Integer> threads = Optional.empty();

  @Option(names = "--no-progress", description = "Draw no progress bar.")
  private boolean noProgress;

  /**
   * Reads everything, or goes on until this thread is interrupted.
   *
   * @param rest is done whenever all that was written so far is read, while more is waited for
   * @throws InterruptedException when it is interrupted before everything was read
   */
  void read(
      DetectionFlow flow, Terminal terminal, Consumer<EventFiles.Problem> problems, Runnable rest)
      throws InterruptedException {
    if (follow) {
      follow(new EventTail(events, flow::accept, problems), terminal, rest);
    } else if (noProgress || !terminal.showsProgress()) {
      pipeline(flow).read(events, ReadingProgress.SILENT, flow::accept, problems);
    } else {
      try (ProgressLine shown = new ProgressLine(terminal, "events", 0)) {
        pipeline(flow).read(events, shown, flow::accept, problems);
      }
    }
  }

  private EventPipeline<List<Detection>> pipeline(DetectionFlow flow) {
    return new EventPipeline<>(
        threads.orElseGet(() -> Runtime.getRuntime().availableProcessors()), flow.plan()::match);
  }

  /** Until this thread is interrupted, or the process ended as by Ctrl-C. */
  private static void follow(EventTail tail, Terminal terminal, Runnable rest) {
    try {
      while (true) {
        tail.poll();
        terminal.out().flush();
        rest.run();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }
}
