package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.cli.output.TextTable;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code merlon contexts}: the servers that are signed in to, or another one from now on. */
@Command(
    name = "contexts",
    header = "List the servers that are signed in to, or choose one.",
    mixinStandardHelpOptions = true)
public final class ContextsCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The server that commands mean from now on.")
  private Optional<String> chosen = Optional.empty();

  public ContextsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Contexts contexts = Contexts.ofUser();
    if (chosen.isPresent()) {
      if (!contexts.names().contains(chosen.get())) {
        throw new ServerFault(
            ExitCode.INPUT_ERRORS, "there is no context '" + chosen.get() + "': merlon contexts");
      }
      contexts.use(chosen.get());
    }
    Optional<String> current = contexts.current();
    TextTable table = new TextTable("", "Context", "Server*", "Client");
    for (String name : contexts.names()) {
      Context one = contexts.read(name);
      table.row(
          current.filter(name::equals).isPresent() ? "›" : " ", name, one.server(), one.clientId());
    }
    ServerOptions.print(terminal, table);
    return ExitCode.CLEAN;
  }
}
