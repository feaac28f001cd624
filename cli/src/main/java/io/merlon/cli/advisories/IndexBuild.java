package io.merlon.cli.advisories;

import io.merlon.cli.Terminal;
import io.merlon.cli.output.ProgressLine;
import io.merlon.connect.software.AdvisoryFiles;
import io.merlon.vulnerability.DocumentFault;
import io.merlon.vulnerability.advisory.AdvisoryCollection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the index of feeds that are there and tells what came of it. */
final class IndexBuild {
  private final Terminal terminal;
  private final Path target;

  IndexBuild(Terminal terminal, Path target) {
    this.terminal = terminal;
    this.target = target;
  }

  void of(List<Path> feeds) throws IOException, DocumentFault {
    if (!terminal.showsProgress()) {
      tell(AdvisoryFiles.build(feeds, target, more -> {}));
      return;
    }
    AdvisoryCollection collection;
    try (ProgressLine line = new ProgressLine(terminal, "feeds", bytes(feeds))) {
      collection = AdvisoryFiles.build(feeds, target, line::more);
    }
    tell(collection);
  }

  /** Of all files below; what cannot be looked at is told by whoever reads it. */
  private static long bytes(List<Path> feeds) {
    long bytes = 0;
    for (Path feed : feeds) {
      try (Stream<Path> below = Files.walk(feed)) {
        for (Path file : below.filter(Files::isRegularFile).toList()) {
          bytes += Files.size(file);
        }
      } catch (IOException | UncheckedIOException unreadable) {
        return bytes;
      }
    }
    return bytes;
  }

  /** Says why nothing has changed. */
  void sayFailed(Exception reason) {
    terminal.say(
        (reason instanceof DocumentFault ? "" : reason.getClass().getSimpleName() + ": ")
            + reason.getMessage());
    terminal.say("nothing was imported; " + target + " is as it was");
  }

  private void tell(AdvisoryCollection collection) throws IOException {
    terminal
        .out()
        .printf(
            "%,d advisories imported, %,d withdrawn ones left out%n",
            collection.advisories(), collection.withdrawn());
    if (!collection.passedOver().isEmpty()) {
      terminal
          .out()
          .printf(
              "passed over, because no scan finds such packages: %s%n",
              collection.passedOver().entrySet().stream()
                  .sorted(Map.Entry.comparingByKey())
                  .map(one -> Terminal.plain(one.getKey()) + " (" + one.getValue() + ")")
                  .collect(Collectors.joining(", ")));
    }
    terminal.out().printf("%s: %,d KiB%n", target, Files.size(target) >> 10);
  }
}
