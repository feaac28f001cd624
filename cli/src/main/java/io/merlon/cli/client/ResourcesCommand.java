package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.cli.output.TextTable;
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

/** {@code merlon resources}: the inventory. */
@Command(
    name = "resources",
    header = "List the resources of the inventory.",
    mixinStandardHelpOptions = true)
public final class ResourcesCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Only those of this type, such as Microsoft.Storage/storageAccounts.")
  private Optional<String> type = Optional.empty();

  @Option(
      names = "--subscription",
      paramLabel = "ID",
      description = "Only those of this subscription. Default: all that you may read.")
  private Optional<String> subscription = Optional.empty();

  public ResourcesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<Value> found = new ArrayList<>();
    try (ServerClient client = server.client()) {
      for (String scope : server.subscriptions(client, subscription)) {
        client.list(scope + "/resources").stream().filter(this::isWanted).forEach(found::add);
      }
    }
    if (server.isJson()) {
      ServerOptions.json(terminal, found);
    } else {
      TextTable table = new TextTable("Name*", "Type", "Location", "Group");
      for (Value one : found) {
        String id = Arm.text(one.get("id"));
        table.row(
            Arm.text(one.get("name")),
            Arm.text(one.get("type")),
            Arm.text(one.get("location")),
            ResourceId.of(id).resourceGroup().orElse(""));
      }
      ServerOptions.print(terminal, table);
      terminal.say("%,d resources".formatted(found.size()));
    }
    return ExitCode.CLEAN;
  }

  private boolean isWanted(Value resource) {
    return type.isEmpty() || type.get().equalsIgnoreCase(Arm.text(resource.get("type")));
  }
}
