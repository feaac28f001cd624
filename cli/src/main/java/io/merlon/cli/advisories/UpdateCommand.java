package io.merlon.cli.advisories;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.connect.software.AdvisoryDownloads;
import io.merlon.connect.software.Publisher;
import io.merlon.vulnerability.DocumentFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code merlon advisories update}: what publishers have now, to an index. */
@Command(
    name = "update",
    header = "Fetch publishers' feeds and make the index of them.",
    description = {
      "",
      "What has not changed is not fetched again, what was cut off is gone on with. A feed that",
      "cannot be fetched is taken as it was the time before; one that never was, or that is broken,",
      "leaves the index as it was."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Exit codes: 0 done, 2 usage, 3 a feed could not be fetched or read."})
public final class UpdateCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Only these publishers. Default: all that are configured.")
  private List<String> names = List.of();

  @Option(
      names = "--publishers",
      paramLabel = "FILE",
      description = {
        "Who publishes what where, as JSON. Default: those that are known from the start",
        "(--list shows them)."
      })
  private Optional<Path> publishers = Optional.empty();

  @Option(names = "--list", description = "Only list the publishers.")
  private boolean list;

  @Option(
      names = "--feeds",
      paramLabel = "FOLDER",
      description = "Where feeds are kept. Default: ~/.merlon/feeds")
  private Optional<Path> feeds = Optional.empty();

  @Option(
      names = {"--index", "--advisories"},
      paramLabel = "FILE",
      description = "The index to make. Default: ~/.merlon/advisories.index")
  private Optional<Path> index = Optional.empty();

  public UpdateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path target = index.orElse(AdvisoriesCommand.usualIndex());
    IndexBuild build = new IndexBuild(terminal, target);
    try {
      List<Publisher> wanted = wanted();
      if (list) {
        wanted.forEach(one -> terminal.out().printf("%-24s %s%n", one.name(), one.address()));
        return ExitCode.CLEAN;
      }
      List<Path> files = new ArrayList<>();
      boolean whole =
          fetchAll(
              wanted, feeds.orElse(AdvisoriesCommand.usualIndex().resolveSibling("feeds")), files);
      build.of(files);
      return whole ? ExitCode.CLEAN : ExitCode.INPUT_ERRORS;
    } catch (DocumentFault | IOException e) {
      build.sayFailed(e);
      return ExitCode.INPUT_ERRORS;
    }
  }

  private List<Publisher> wanted() throws IOException, DocumentFault {
    List<Publisher> all =
        publishers.isPresent() ? Publisher.read(publishers.get()) : Publisher.known();
    Set<String> unknown = new HashSet<>(names);
    all.forEach(one -> unknown.remove(one.name()));
    if (!unknown.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "no publisher is named %s; there are %s"
              .formatted(
                  String.join(", ", unknown),
                  all.stream().map(Publisher::name).collect(Collectors.joining(", "))));
    }
    return all.stream().filter(one -> names.isEmpty() || names.contains(one.name())).toList();
  }

  /** Whether all could be fetched. */
  private boolean fetchAll(List<Publisher> wanted, Path folder, List<Path> files)
      throws IOException, DocumentFault {
    AdvisoryDownloads downloads = new AdvisoryDownloads(folder);
    boolean whole = true;
    for (Publisher publisher : wanted) {
      try {
        AdvisoryDownloads.Fetched fetched = downloads.fetch(publisher);
        files.add(fetched.file());
        terminal
            .out()
            .printf("%-24s %s%n", publisher.name(), fetched.isNew() ? "fetched" : "unchanged");
      } catch (DocumentFault | IOException e) {
        whole = false;
        Optional<Path> kept = downloads.kept(publisher);
        if (kept.isEmpty()) {
          throw e;
        }
        terminal.say(e.getMessage() + "; taken as it was the time before");
        files.add(kept.get());
      }
    }
    return whole;
  }
}
