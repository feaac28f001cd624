package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.connect.file.EventFiles;
import io.merlon.connect.file.EventTail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code merlon events send}: events of files to the server, also as they come. */
@Command(
    name = "send",
    header = "Send events of files and logs, also as they grow.",
    mixinStandardHelpOptions = true)
public final class SendEventsCommand implements Callable<Integer> {
  private static final long PAUSE_MILLIS = 500;

  private final Terminal terminal;
  private boolean flawed;

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files or folders of events.")
  private List<Path> paths = List.of();

  @Option(
      names = "--resource",
      paramLabel = "ID",
      description = "The resource that they come from, by its ARM id.")
  private Optional<String> resource = Optional.empty();

  @Option(
      names = "--subscription",
      paramLabel = "ID",
      description = "The subscription that they come from, where they are of many resources.")
  private Optional<String> subscription = Optional.empty();

  @Option(names = "--follow", description = "Go on, and send what comes.")
  private boolean follow;

  public SendEventsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (resource.isPresent() == subscription.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "say where the events come from: --resource or --subscription");
    }
    String scope = resource.map(ServerClient::path).orElseGet(() -> Arm.scope(subscription));
    try (ServerClient client = server.client()) {
      EventBatches batches = new EventBatches(client, scope, terminal::say);
      try {
        if (follow) {
          follow(batches);
        } else {
          EventFiles.read(paths, batches::add, this::problem);
        }
        batches.flush();
      } finally {
        terminal.say(batches.summary());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return flawed ? ExitCode.INPUT_ERRORS : ExitCode.CLEAN;
  }

  /** Until this thread is interrupted, or the process ended as by Ctrl-C. */
  private void follow(EventBatches batches) {
    EventTail tail = new EventTail(paths, batches::add, this::problem);
    try {
      while (true) {
        tail.poll();
        batches.flush();
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void problem(EventFiles.Problem problem) {
    flawed = true;
    terminal.say(problem.toString());
  }
}
