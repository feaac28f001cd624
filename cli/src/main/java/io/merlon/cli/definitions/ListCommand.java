package io.merlon.cli.definitions;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.policy.PolicyDefinition;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merlon definitions list}. */
@Command(
    name = "list",
    description = "List definitions: name, severity, title.",
    mixinStandardHelpOptions = true)
public final class ListCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--definitions",
      paramLabel = "DIR",
      description = "Definitions beside Merlon's own. Repeatable.")
  private List<String> folders = List.of();

  @Parameters(
      arity = "0..1",
      paramLabel = "TEXT",
      description = "Only those with this text in their name, title or category.")
  private String text = "";

  public ListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Known known = Known.load(folders);
    String wanted = text.toLowerCase(Locale.ROOT);
    known.library().definitions().stream()
        .filter(d ->
            (d.name() + '\n' + d.displayName() + '\n' + d.category())
                .toLowerCase(Locale.ROOT)
                .contains(wanted))
        .sorted(Comparator.comparing(PolicyDefinition::name))
        .forEach(d ->
            terminal
                .out()
                .printf(
                    "%-44s  %-8s  %s%n",
                    Terminal.plain(d.name()),
                    known.contentOf(d).severity().label(),
                    Terminal.plain(d.displayName())));
    return ExitCode.CLEAN;
  }
}
