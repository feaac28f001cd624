package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.cli.output.Colours;
import io.merlon.cli.output.TextTable;
import io.merlon.cli.output.TextTable.Cell;
import io.merlon.model.ResourceId;
import io.merlon.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code merlon plans list}: which plans are on in which subscription. */
@Command(
    name = "list",
    header = "List which plans are on in which subscription.",
    mixinStandardHelpOptions = true)
public final class ListPlansCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--subscription",
      paramLabel = "ID",
      description = "Only this subscription. Default: all that you may read.")
  private Optional<String> subscription = Optional.empty();

  public ListPlansCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<Value> plans = new ArrayList<>();
    try (ServerClient client = server.client()) {
      for (String scope : server.subscriptions(client, subscription)) {
        plans.addAll(client.list(scope + Arm.SECURITY + "pricings"));
      }
    }
    if (server.isJson()) {
      ServerOptions.json(terminal, plans);
    } else {
      Colours colours = ServerOptions.colours(terminal);
      TextTable table = new TextTable("Subscription*", "Plan", "Tier");
      for (Value one : plans) {
        String id = Arm.text(one.get("id"));
        String tier = Arm.text(Arm.properties(one).get("pricingTier"));
        table.row(
            ResourceId.of(id).subscription().orElse(""),
            Arm.text(one.get("name")),
            new Cell(
                tier, text -> tier.equals("Standard") ? colours.good(text) : colours.faint(text)));
      }
      ServerOptions.print(terminal, table);
    }
    return ExitCode.CLEAN;
  }
}
