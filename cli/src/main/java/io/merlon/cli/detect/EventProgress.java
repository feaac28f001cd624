package io.merlon.cli.detect;

import io.merlon.cli.Terminal;
import io.merlon.cli.output.ProgressLine;
import io.merlon.detection.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Progress by the files that are done, told from where events come from. */
final class EventProgress implements AutoCloseable {
  private final Map<String, Long> sizes = new HashMap<>();
  private final ProgressLine line;
  private final long total;
  private String file = "";
  private long done;

  EventProgress(Terminal terminal, List<Path> paths) {
    paths.forEach(this::measure);
    this.total = sizes.values().stream().mapToLong(Long::longValue).sum();
    this.line = new ProgressLine(terminal, "events", total);
  }

  private void measure(Path path) {
    try (Stream<Path> below = Files.walk(path)) {
      for (Path one : below.filter(Files::isRegularFile).toList()) {
        sizes.put(one.toString(), Files.size(one));
      }
    } catch (IOException | UncheckedIOException unreadable) {
      // whoever reads it tells
    }
  }

  void at(Event event) {
    int archive = event.source().indexOf('!');
    String of = archive < 0 ? event.source() : event.source().substring(0, archive);
    if (!of.equals(file)) {
      done += sizes.getOrDefault(file, 0L);
      file = of;
      line.at(Math.min(done, total), total);
    }
  }

  @Override
  public void close() {
    line.close();
  }
}
