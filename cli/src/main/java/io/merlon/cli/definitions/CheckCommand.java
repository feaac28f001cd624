package io.merlon.cli.definitions;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.connect.file.DefinitionFiles;
import io.merlon.connect.file.OtherDocument;
import io.merlon.policy.PolicyDefinition;
import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyProblem;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merlon definitions check}. */
@Command(
    name = "check",
    description = "Load every definition and initiative, and say what is wrong with the others.",
    mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
  /** What the report breaks the definitions down by. */
  enum By {
    MODE,
    CATEGORY,
    EFFECT
  }

  private static final int MOST_NAMED = 10;

  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Folders or files.")
  private List<String> paths = List.of();

  @Option(
      names = "--by",
      defaultValue = "MODE",
      paramLabel = "mode|category|effect",
      description = "What to break the definitions down by. Default: mode.")
  private By by = By.MODE;

  public CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    DefinitionFiles files = DefinitionFiles.read(paths);
    PolicyLibrary library = files.library();
    PrintStream out = terminal.out();
    others(files.others());
    for (PolicyProblem problem : library.problems()) {
      out.println(Terminal.plain(problem.toString()));
    }
    LibraryCounts counts = LibraryCounts.of(library);
    table(library);
    out.printf(
        "%,d definitions and %,d initiatives%n",
        library.definitions().size(), library.initiatives().size());
    out.printf(
        "%d loaded, %d classed, %d failed%n", counts.loaded(), counts.classed(), counts.failed());
    return counts.failed() == 0 ? ExitCode.CLEAN : ExitCode.INPUT_ERRORS;
  }

  /** What is no definition and no initiative is told too; many of a kind in one line. */
  private void others(Map<String, OtherDocument> others) {
    Map<OtherDocument, TreeSet<String>> byKind = new EnumMap<>(OtherDocument.class);
    others.forEach((file, kind) -> byKind.computeIfAbsent(kind, k -> new TreeSet<>()).add(file));
    byKind.forEach((kind, files) -> {
      if (files.size() > MOST_NAMED) {
        terminal
            .out()
            .printf(
                "%,d files, %s and others: %s%n",
                files.size(), Terminal.plain(files.first()), kind.label());
      } else {
        files.forEach(file -> terminal.out().println(Terminal.plain(file + ": " + kind.label())));
      }
    });
  }

  private void table(PolicyLibrary library) {
    Map<String, List<PolicyDefinition>> groups =
        library.definitions().stream()
            .collect(Collectors.groupingBy(this::key, TreeMap::new, Collectors.toList()));
    PrintStream out = terminal.out();
    out.printf(
        "%n%-46s %8s %8s  %s%n",
        by.name().toLowerCase(java.util.Locale.ROOT), "loaded", "classed", "why classed");
    groups.forEach((key, definitions) -> {
      Map<String, Long> reasons =
          definitions.stream()
              .flatMap(d -> d.notEvaluable().stream())
              .collect(
                  Collectors.groupingBy(
                      n -> n.reason().split(":", 2)[0], TreeMap::new, Collectors.counting()));
      long classed = reasons.values().stream().mapToLong(Long::longValue).sum();
      String why =
          reasons.entrySet().stream()
              .map(e -> e.getKey() + (reasons.size() > 1 ? " " + e.getValue() : ""))
              .collect(Collectors.joining(", "));
      out.printf(
          "%-46s %8d %8d  %s%n", Terminal.plain(key), definitions.size() - classed, classed, why);
    });
    out.println();
  }

  private String key(PolicyDefinition definition) {
    String key =
        switch (by) {
          case MODE -> definition.mode();
          case CATEGORY -> definition.category();
          case EFFECT -> definition.defaultEffect();
        };
    String plain = by == By.CATEGORY ? key : key.toLowerCase(java.util.Locale.ROOT);
    return plain.isEmpty() ? "(none: must be passed)" : plain;
  }
}
