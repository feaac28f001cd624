package io.merlon.cli;

import io.merlon.cli.advisories.AdvisoriesCommand;
import io.merlon.cli.assess.AssessCommand;
import io.merlon.cli.client.AlertCommand;
import io.merlon.cli.client.AlertsCommand;
import io.merlon.cli.client.ComplianceCommand;
import io.merlon.cli.client.ContextsCommand;
import io.merlon.cli.client.EventsCommand;
import io.merlon.cli.client.ExemptCommand;
import io.merlon.cli.client.GovernanceCommand;
import io.merlon.cli.client.LoginCommand;
import io.merlon.cli.client.LogoutCommand;
import io.merlon.cli.client.PlansCommand;
import io.merlon.cli.client.RecommendationCommand;
import io.merlon.cli.client.RecommendationsCommand;
import io.merlon.cli.client.ResourceCommand;
import io.merlon.cli.client.ResourcesCommand;
import io.merlon.cli.client.ScoreCommand;
import io.merlon.cli.client.ServerFault;
import io.merlon.cli.definitions.DefinitionsCommand;
import io.merlon.cli.detect.DetectCommand;
import io.merlon.cli.estate.EstateCommand;
import io.merlon.cli.machine.MachineCommand;
import io.merlon.cli.query.QueryCommand;
import io.merlon.cli.rules.RulesCommand;
import io.merlon.cli.scan.ScanCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: {@code merlon COMMAND}. */
@Command(
    name = "merlon",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    header = "Merlon assesses clouds, clusters and machines, and stands in front of them.",
    footer = {
      "",
      "The launcher adds: merlon up (the server; merlon up --help), merlon audit verify | export,",
      "merlon support-bundle, merlon test (all tests), merlon build (build only).",
      "With MERLON_DEBUG=1 errors come with their stack trace.",
      "Exit codes: 0 clean, 1 findings at or above the bar, 2 usage, 3 input errors,",
      "4 the server cannot be reached or nobody is signed in."
    },
    subcommands = {
      AssessCommand.class,
      DefinitionsCommand.class,
      DetectCommand.class,
      RulesCommand.class,
      ScanCommand.class,
      AdvisoriesCommand.class,
      QueryCommand.class,
      MachineCommand.class,
      EstateCommand.class,
      LoginCommand.class,
      LogoutCommand.class,
      ContextsCommand.class,
      ScoreCommand.class,
      RecommendationsCommand.class,
      RecommendationCommand.class,
      ComplianceCommand.class,
      ResourcesCommand.class,
      ResourceCommand.class,
      ExemptCommand.class,
      AlertsCommand.class,
      AlertCommand.class,
      EventsCommand.class,
      PlansCommand.class,
      GovernanceCommand.class,
      HelpCommand.class
    })
public final class Merlon {
  public static void main(String[] arguments) {
    FileOutputStream raw = new FileOutputStream(FileDescriptor.out);
    PrintStream out = new PrintStream(raw, false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int code = run(arguments, new Terminal(raw, out, err));
    out.flush();
    System.exit(code);
  }

  /** Runs a command and gives its exit code. */
  public static int run(String[] arguments, Terminal terminal) {
    CommandLine line = new CommandLine(new Merlon(), new Wiring(terminal));
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setAbbreviatedOptionsAllowed(false);
    line.setExecutionExceptionHandler(Merlon::failed);
    line.setParameterExceptionHandler(Merlon::misused);
    line.setUsageHelpAutoWidth(true);
    Jobs.describe(line);
    return arguments.length == 0 ? line.execute("help") : line.execute(arguments);
  }

  /** Says what is wrong with the call in a line or two; the whole of the help would hide it. */
  private static int misused(ParameterException wrong, String[] arguments) {
    CommandLine line = wrong.getCommandLine();
    // a query that is wrong is shown over several lines, with a mark below
    String reason =
        String.valueOf(wrong.getMessage())
            .lines()
            .map(Terminal::plain)
            .collect(Collectors.joining("\n"));
    line.getErr().println("merlon: " + reason);
    UnmatchedArgumentException.printSuggestions(wrong, line.getErr());
    line.getErr().println("See " + line.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static int failed(Exception e, CommandLine line, ParseResult parsed) {
    if (System.getenv("MERLON_DEBUG") != null) {
      e.printStackTrace(line.getErr());
    }
    if (isBrokenPipe(e)) {
      return ExitCode.READER_GONE;
    }
    line.getErr().println("merlon: " + Terminal.plain(reason(e)));
    return e instanceof ServerFault fault ? fault.exitCode() : ExitCode.INPUT_ERRORS;
  }

  private static String reason(Throwable e) {
    String message = Optional.ofNullable(e.getMessage()).orElse("");
    if (e instanceof java.nio.file.NoSuchFileException) {
      return message + ": there is no such file or folder";
    }
    if (e instanceof java.nio.file.AccessDeniedException) {
      return message + ": permission denied";
    }
    if (e instanceof java.nio.file.FileSystemException) {
      return message;
    }
    return message.isEmpty() || e instanceof RuntimeException
        ? e.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message)
        : message;
  }

  /** Whether who read the results has gone away, as head does once it has enough. */
  private static boolean isBrokenPipe(Throwable e) {
    Optional<Throwable> cause = Optional.of(e);
    while (cause.isPresent()) {
      if (cause.get() instanceof IOException
          && String.valueOf(cause.get().getMessage())
              .toLowerCase(Locale.ROOT)
              .contains("broken pipe")) {
        return true;
      }
      cause = Optional.ofNullable(cause.get().getCause());
    }
    return false;
  }
}
