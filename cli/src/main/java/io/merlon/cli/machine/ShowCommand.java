package io.merlon.cli.machine;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.connect.machine.MachineContext;
import io.merlon.connect.machine.MachineFacts;
import io.merlon.connect.machine.MachineInventory;
import io.merlon.json.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code merlon machine show}. */
@Command(
    name = "show",
    description =
        "Write this machine as a resource with its facts; merlon assess --inventory takes it.",
    mixinStandardHelpOptions = true)
public final class ShowCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "The mounted image of another machine. Default: /, this machine.")
  private Path root = Path.of("/");

  public ShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    MachineFacts facts = MachineInventory.read(root, MachineContext.at(Instant.now()));
    terminal.out().println(Json.writePretty(facts.machine().document()));
    facts.notRead().forEach(line -> terminal.say("not read: " + line));
    return ExitCode.CLEAN;
  }
}
