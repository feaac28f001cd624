package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.cli.output.Colours;
import io.merlon.cli.output.TextTable;
import io.merlon.cli.output.TextTable.Cell;
import io.merlon.model.Severity;
import io.merlon.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code merlon alerts}: alerts and incidents, the newest first. */
@Command(
    name = "alerts",
    header = "List alerts and incidents, the newest first.",
    mixinStandardHelpOptions = true)
public final class AlertsCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--severity",
      paramLabel = "LEVEL",
      description = "Only this severity: informational, low, medium, high.")
  private Optional<Severity> severity = Optional.empty();

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only this status: Active, InProgress, Resolved, Dismissed.")
  private Optional<String> status = Optional.empty();

  @Option(
      names = "--subscription",
      paramLabel = "ID",
      description = "Only this subscription. Default: all that you may read.")
  private Optional<String> subscription = Optional.empty();

  public AlertsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<Value> alerts = new ArrayList<>();
    try (ServerClient client = server.client()) {
      for (String scope : server.subscriptions(client, subscription)) {
        client.list(scope + Arm.SECURITY + "alerts").stream()
            .filter(this::isWanted)
            .forEach(alerts::add);
      }
    }
    alerts.sort(
        Comparator.comparing((Value one) -> Arm.text(Arm.properties(one).get("startTimeUtc")))
            .reversed());
    if (server.isJson()) {
      ServerOptions.json(terminal, alerts);
    } else {
      print(alerts);
    }
    return ExitCode.CLEAN;
  }

  private boolean isWanted(Value alert) {
    Value properties = Arm.properties(alert);
    return severity.filter(one -> one != Arm.severity(properties.get("severity"))).isEmpty()
        && status
            .filter(one -> !one.equalsIgnoreCase(Arm.text(properties.get("status"))))
            .isEmpty();
  }

  private void print(List<Value> alerts) {
    Colours colours = ServerOptions.colours(terminal);
    TextTable table = new TextTable("Severity", "Status", "Since", "What*", "On", "Name");
    for (Value one : alerts) {
      Value properties = Arm.properties(one);
      Severity grave = Arm.severity(properties.get("severity"));
      boolean isIncident = properties.get("isIncident").toString().equals("true");
      table.row(
          new Cell(grave.label(), text -> colours.bySeverity(grave, text)),
          Arm.text(properties.get("status")),
          Arm.text(properties.get("startTimeUtc")).replaceFirst("\\.\\d+", ""),
          Terminal.plain(
              (isIncident ? "Incident: " : "") + Arm.text(properties.get("alertDisplayName"))),
          Terminal.plain(Arm.text(properties.get("compromisedEntity")).replaceFirst(".*/", "")),
          Arm.text(one.get("name")));
    }
    ServerOptions.print(terminal, table);
  }
}
