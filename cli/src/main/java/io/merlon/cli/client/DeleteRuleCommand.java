package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.model.AbsentValue;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merlon governance delete}: takes a rule away. */
@Command(name = "delete", header = "Delete a rule.", mixinStandardHelpOptions = true)
public final class DeleteRuleCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "NAME", description = "The rule's name.")
  private String name = "";

  @Option(
      names = "--subscription",
      paramLabel = "ID",
      description = "The subscription that the rule is of. Default: it is for everywhere.")
  private Optional<String> subscription = Optional.empty();

  public DeleteRuleCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    try (ServerClient client = server.client()) {
      ServerClient.Answer answer =
          client.send(
              "DELETE",
              Arm.scope(subscription)
                  + Arm.SECURITY
                  + "governanceRules/"
                  + ServerClient.encoded(name),
              AbsentValue.ABSENT);
      boolean wasThere = answer.status() != 204;
      terminal.say(wasThere ? "deleted " + name : "there is no rule " + name);
      return wasThere ? ExitCode.CLEAN : ExitCode.INPUT_ERRORS;
    }
  }
}
