package io.merlon.cli.definitions;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.json.Json;
import io.merlon.policy.PolicyDefinition;
import io.merlon.posture.RecommendationContent;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merlon definitions show}. */
@Command(
    name = "show",
    description = "Show a definition: why, how to fix it, its rule.",
    mixinStandardHelpOptions = true)
public final class ShowCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--definitions",
      paramLabel = "DIR",
      description = "Definitions beside Merlon's own. Repeatable.")
  private List<String> folders = List.of();

  @Parameters(arity = "1", paramLabel = "NAME", description = "The definition's name or id.")
  private String name = "";

  public ShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Known known = Known.load(folders);
    Optional<PolicyDefinition> definition = known.library().definition(name);
    if (definition.isEmpty()) {
      terminal.say(
          "no definition is called '" + name + "'; merlon definitions list tells the names");
      return ExitCode.USAGE;
    }
    show(definition.get(), known);
    return ExitCode.CLEAN;
  }

  private void show(PolicyDefinition definition, Known known) {
    RecommendationContent content = known.contentOf(definition);
    PrintStream out = terminal.out();
    out.println(Terminal.plain(definition.displayName()));
    row("Name", definition.name());
    row("Category", definition.category());
    row("Mode", definition.mode());
    row("Effect", definition.defaultEffect());
    definition.notEvaluable().ifPresent(why -> row("Not assessed", why.reason()));
    row("Severity", content.severity().label());
    content
        .controlId()
        .flatMap(known.posture()::control)
        .ifPresent(control -> row("Control", control.displayName()));
    row("Tactics", String.join(", ", content.tactics()));
    row("Techniques", String.join(", ", content.techniques()));
    row("Source", definition.source());
    paragraph("What", definition.description());
    paragraph("Why", content.why());
    if (!content.remediation().isEmpty()) {
      out.printf("%nHow to fix it%n");
      for (int i = 0; i < content.remediation().size(); i++) {
        out.printf("  %d. %s%n", i + 1, Terminal.plain(content.remediation().get(i)));
      }
    }
    content.quickFix().ifPresent(fix -> paragraph("Quick fix (" + fix.kind() + ")", fix.text()));
    out.printf("%nRule%n%s%n", Json.writePretty(definition.ruleDocument()));
  }

  private void row(String label, String value) {
    if (!value.isEmpty()) {
      terminal.out().printf("  %-13s %s%n", label, Terminal.plain(value));
    }
  }

  private void paragraph(String label, String text) {
    if (!text.isEmpty()) {
      terminal.out().printf("%n%s%n", label);
      text.lines().forEach(line -> terminal.out().println("  " + Terminal.plain(line)));
    }
  }
}
