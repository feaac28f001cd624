package io.merlon.server.maintenance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code merlon audit} and {@code merlon support-bundle}. */
@Command(
    name = "merlon",
    description = "Look after a server's data.",
    mixinStandardHelpOptions = true,
    subcommands = {AuditCommand.class, SupportBundleCommand.class})
public final class Maintenance {
  private static final int FAILED = 3;

  public static void main(String[] arguments) {
    if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.OFF);
    }
    CommandLine line = new CommandLine(new Maintenance());
    line.setExecutionExceptionHandler((e, command, parsed) -> {
      command.getErr().println("merlon: " + reason(e));
      return FAILED;
    });
    System.exit(line.execute(arguments));
  }

  private static String reason(Exception e) {
    String message = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    return e instanceof RuntimeException
        ? "the database cannot be read: " + message.lines().findFirst().orElse("")
        : message;
  }
}
