package io.merlon.cli.rules;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.connect.file.RuleFiles;
import io.merlon.detection.LogSource;
import io.merlon.detection.Placeholders;
import io.merlon.detection.RuleLibrary;
import io.merlon.detection.RuleProblem;
import io.merlon.detection.SigmaRule;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code merlon rules check}. */
@Command(
    name = "check",
    description = "Load every Sigma rule, and say what is wrong with the others.",
    mixinStandardHelpOptions = true)
public final class CheckRulesCommand implements Callable<Integer> {
  /** What the report breaks the rules down by. */
  enum By {
    LOGSOURCE,
    LEVEL
  }

  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Folders or files.")
  private List<Path> paths = List.of();

  @Option(
      names = "--by",
      defaultValue = "LOGSOURCE",
      paramLabel = "logsource|level",
      description = "What to break the rules down by. Default: logsource.")
  private By by = By.LOGSOURCE;

  @Option(
      names = "--placeholders",
      paramLabel = "FILE",
      description = "What the placeholders of rules stand for: YAML, a name and its values.")
  private Optional<Path> placeholders = Optional.empty();

  @Spec private CommandSpec spec;

  public CheckRulesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<Path> missing = RuleFiles.missing(paths);
    if (!missing.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "there is no such file or folder: " + missing.getFirst());
    }
    RuleLibrary library = RuleFiles.read(paths, placeholders());
    PrintStream out = terminal.out();
    for (RuleProblem problem : library.problems()) {
      out.println(
          problem.kind().name().toLowerCase(Locale.ROOT)
              + " "
              + Terminal.plain(problem.toString()));
    }
    out.printf("%n%-46s %8s%n", by.name().toLowerCase(Locale.ROOT), "rules");
    counts(library).forEach((key, count) -> out.printf("%-46s %8d%n", Terminal.plain(key), count));
    if (!library.correlations().isEmpty() || !library.filters().isEmpty()) {
      out.printf("%n%-46s %8d%n", "correlations", library.correlations().size());
      out.printf("%-46s %8d%n", "filters", library.filters().size());
    }
    if (!library.unfilledPlaceholders().isEmpty()) {
      out.printf(
          "%nplaceholders without values, which match nothing: %s%n",
          Terminal.plain(String.join(", ", library.unfilledPlaceholders())));
    }
    out.println();
    out.println(library.summary());
    return library.problems().isEmpty() ? ExitCode.CLEAN : ExitCode.INPUT_ERRORS;
  }

  private Placeholders placeholders() throws IOException {
    try {
      return placeholders.isPresent()
          ? RuleFiles.placeholders(placeholders.get())
          : Placeholders.NONE;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Map<String, Long> counts(RuleLibrary library) {
    return library.rules().stream()
        .collect(Collectors.groupingBy(this::key, TreeMap::new, Collectors.counting()));
  }

  private String key(SigmaRule rule) {
    return switch (by) {
      case LEVEL -> Optional.ofNullable(rule.level()).orElse("(none)");
      case LOGSOURCE -> {
        LogSource source = rule.logSource();
        yield Stream.of(source.product(), source.category(), source.service())
            .flatMap(Stream::ofNullable)
            .collect(Collectors.joining("/"));
      }
    };
  }
}
