package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code merlon logout}: forgets token, secret and certificate of a server. */
@Command(
    name = "logout",
    header = "Forget a server and how to sign in to it.",
    mixinStandardHelpOptions = true)
public final class LogoutCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "The server, by the name it was signed in to with. Default: the current one.")
  private Optional<String> context = Optional.empty();

  public LogoutCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Contexts contexts = Contexts.ofUser();
    Optional<String> name = context.isPresent() ? context : contexts.current();
    boolean wasThere =
        name.isPresent() && Contexts.isName(name.get()) && contexts.delete(name.get());
    terminal.say(wasThere ? "signed out of " + name.orElse("") : "not signed in");
    return ExitCode.CLEAN;
  }
}
