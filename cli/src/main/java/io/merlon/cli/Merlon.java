package io.merlon.cli;

import io.merlon.cli.assess.AssessCommand;
import io.merlon.cli.definitions.DefinitionsCommand;
import io.merlon.cli.estate.EstateCommand;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The program: {@code merlon COMMAND}. */
@Command(
    name = "merlon",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    header = "Merlon assesses clouds, clusters and machines, and stands in front of them.",
    footer = {
      "",
      "The launcher adds: merlon test (all tests), merlon build (build only).",
      "Exit codes: 0 clean, 1 findings at or above the bar, 2 usage, 3 input errors."
    },
    subcommands = {
      AssessCommand.class,
      DefinitionsCommand.class,
      EstateCommand.class,
      HelpCommand.class
    })
public final class Merlon {
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    int code = run(arguments, out, System.err);
    out.flush();
    System.exit(code);
  }

  /** Runs a command and gives its exit code. */
  public static int run(String[] arguments, PrintStream out, PrintStream err) {
    CommandLine line = new CommandLine(new Merlon(), new Wiring(new Terminal(out, err)));
    line.setOut(new java.io.PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new java.io.PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setAbbreviatedOptionsAllowed(false);
    line.setExecutionExceptionHandler(Merlon::failed);
    line.setUsageHelpAutoWidth(true);
    return arguments.length == 0 ? line.execute("help") : line.execute(arguments);
  }

  private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    if (System.getenv("MERLON_DEBUG") != null) {
      e.printStackTrace(line.getErr());
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    line.getErr().println("merlon: " + message);
    return ExitCode.INPUT_ERRORS;
  }
}
