package io.merlon.cli.advisories;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.connect.software.AdvisoryFiles;
import io.merlon.vulnerability.DocumentFault;
import io.merlon.vulnerability.advisory.AdvisoryIndex;
import io.merlon.vulnerability.advisory.Feed;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code merlon advisories show}: what is in the index. */
@Command(
    name = "show",
    header = "Show which feeds are in the index, how much and how new.",
    mixinStandardHelpOptions = true,
    footer = {"", "Exit codes: 0 done, 2 usage, 3 there is no index, or it cannot be read."})
public final class ShowCommand implements Callable<Integer> {
  private static final int DATE = "2024-01-01".length();

  private final Terminal terminal;

  @Option(
      names = {"--index", "--advisories"},
      paramLabel = "FILE",
      description = "The index. Default: ~/.merlon/advisories.index")
  private Optional<Path> index = Optional.empty();

  public ShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path file = index.orElse(AdvisoriesCommand.usualIndex());
    try (Arena arena = Arena.ofConfined()) {
      AdvisoryIndex advisories = AdvisoryFiles.open(file, arena);
      terminal
          .out()
          .printf(
              "%s: %,d advisories, %,d KiB, made %s%n%n%-36s %12s %10s  %s%n",
              file,
              advisories.advisories(),
              Files.size(file) >> 10,
              Files.getLastModifiedTime(file),
              "feed",
              "advisories",
              "withdrawn",
              "newest");
      for (Feed feed : advisories.feeds()) {
        String newest = feed.newest();
        terminal
            .out()
            .printf(
                "%-36s %,12d %,10d  %s%n",
                Terminal.plain(feed.name()),
                feed.advisories(),
                feed.withdrawn(),
                Terminal.plain(newest.substring(0, Math.min(DATE, newest.length()))));
      }
      return ExitCode.CLEAN;
    } catch (NoSuchFileException e) {
      terminal.say("there is no index at " + file + "; make one with merlon advisories import");
    } catch (DocumentFault e) {
      terminal.say(String.valueOf(e.getMessage()));
    }
    return ExitCode.INPUT_ERRORS;
  }
}
