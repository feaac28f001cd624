package io.merlon.cli.advisories;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.connect.software.AdvisoryDownloads;
import io.merlon.vulnerability.DocumentFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merlon advisories import}: publishers' feeds to an index. */
@Command(
    name = "import",
    header = "Make the index of advisories from publishers' feeds.",
    description = {
      "",
      "Reads OSV (JSON, YAML), CSAF 2.0 and its VEX profile, OpenVEX, OVAL, CVRF, yum's updateinfo,",
      "CISA's KEV, NVD 2.0, EPSS (CSV), Alpine's secdb, Debian's security tracker and trivy-db",
      "buckets, told apart by content. The new index takes the place of the old one when all of it",
      "could be read; for an air-gapped site copy that one file."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Exit codes: 0 done, 2 usage, 3 a feed is broken and the old index stays."})
public final class ImportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH|URL",
      description = {
        "A file or folder, also tar and zip, also packed with gzip, xz, Zstandard or bzip2; or the",
        "http(s) address of a file."
      })
  private List<String> feeds = List.of();

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
    IndexBuild build = new IndexBuild(terminal, index.orElse(AdvisoriesCommand.usualIndex()));
    Path fetched = Files.createTempDirectory("merlon-feeds");
    try {
      AdvisoryDownloads downloads = new AdvisoryDownloads(fetched);
      List<Path> files = new ArrayList<>();
      for (String feed : feeds) {
        files.add(feed.matches("https?://.*") ? downloads.fetch(URI.create(feed)) : Path.of(feed));
      }
      build.of(files);
      return ExitCode.CLEAN;
    } catch (DocumentFault | IOException | IllegalArgumentException e) {
      build.sayFailed(e);
      return ExitCode.INPUT_ERRORS;
    } finally {
      delete(fetched);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.sorted(Comparator.reverseOrder())
          .forEach(path -> {
            try {
              Files.delete(path);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
