package io.merlon.cli.advisories;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.connect.software.AdvisoryFiles;
import io.merlon.vulnerability.DocumentFault;
import io.merlon.vulnerability.advisory.AdvisoryCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merlon advisories import}: feeds to an index, in place of the one that is there. */
@Command(
    name = "import",
    header = "Make the index of advisories from publishers' feeds.",
    description = {
      "",
      "Reads OSV (JSON, YAML), CISA's KEV, NVD 2.0, EPSS (CSV), Alpine's secdb, Debian's security",
      "tracker and trivy-db buckets, told apart by content. The new index takes the place of the",
      "old one when all of it could be read; for an air-gapped site copy that one file."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Exit codes: 0 done, 2 usage, 3 a feed is broken and the old index stays."})
public final class ImportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "A file or folder, also gz, tar and zip.")
  private List<Path> feeds = List.of();

  @Option(
      names = {"--index", "--advisories"},
      paramLabel = "FILE",
      description = "The index to make. Default: ~/.merlon/advisories.index")
  private Optional<Path> index = Optional.empty();

  public ImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path target = index.orElse(AdvisoriesCommand.usualIndex());
    boolean watched = terminal.showsProgress();
    try {
      AdvisoryCollection collection =
          AdvisoryFiles.build(
              feeds,
              target,
              documents -> {
                if (watched) {
                  terminal.err().printf("\r%,d documents", documents);
                }
              });
      wipe(watched);
      tell(collection, target);
      return ExitCode.CLEAN;
    } catch (DocumentFault | IOException e) {
      wipe(watched);
      terminal.say(
          (e instanceof DocumentFault ? "" : e.getClass().getSimpleName() + ": ") + e.getMessage());
      terminal.say("nothing was imported; " + target + " is as it was");
      return ExitCode.INPUT_ERRORS;
    }
  }

  private void wipe(boolean watched) {
    if (watched) {
      terminal.err().print("\r\u001b[2K");
    }
  }

  private void tell(AdvisoryCollection collection, Path target) throws IOException {
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
