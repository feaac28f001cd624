package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.cli.output.Colours;
import io.merlon.cli.output.TextTable;
import io.merlon.cli.output.TextTable.Cell;
import io.merlon.model.Severity;
import io.merlon.model.Value;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code merlon recommendations}: what to do first. */
@Command(
    name = "recommendations",
    header = "List recommendations, those that give back most first.",
    mixinStandardHelpOptions = true)
public final class RecommendationsCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--subscription",
      paramLabel = "ID",
      description = "Count only resources of this subscription; ranks stay those of everything.")
  private Optional<String> subscription = Optional.empty();

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "Only those of this severity or above: low, medium or high.")
  private Optional<Severity> severity = Optional.empty();

  @Option(
      names = "--control",
      paramLabel = "NAME",
      description = "Only those of the security control whose name has this text.")
  private Optional<String> control = Optional.empty();

  @Option(names = "--unhealthy", description = "Only those with an unhealthy resource.")
  private boolean unhealthy;

  public RecommendationsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<Value> found;
    try (ServerClient client = server.client()) {
      found =
          client.list(Arm.scope(subscription) + Arm.SECURITY + "recommendations").stream()
              .filter(one -> isWanted(Arm.properties(one)))
              .toList();
    }
    if (server.isJson()) {
      ServerOptions.json(terminal, found);
    } else {
      print(found);
    }
    return ExitCode.CLEAN;
  }

  private boolean isWanted(Value one) {
    String controlName =
        Arm.text(one.get("control").get("displayName"))
            + " "
            + Arm.text(one.get("control").get("name"));
    return (!unhealthy || Arm.whole(one.get("unhealthyResourceCount")) > 0)
        && severity.filter(bar -> Arm.severity(one.get("severity")).compareTo(bar) < 0).isEmpty()
        && (control.isEmpty()
            || controlName
                .toLowerCase(Locale.ROOT)
                .contains(control.get().toLowerCase(Locale.ROOT)));
  }

  private void print(List<Value> found) {
    Colours colours = ServerOptions.colours(terminal);
    TextTable table =
        new TextTable("#>", "Severity", "Recommendation*", "Name", "Unhealthy>", "To gain>", "Due");
    for (Value one : found) {
      Value properties = Arm.properties(one);
      Severity level = Arm.severity(properties.get("severity"));
      long bad = Arm.whole(properties.get("unhealthyResourceCount"));
      long overdue = Arm.whole(properties.get("overdueResourceCount"));
      double gain = Arm.number(properties.get("potentialIncrease"));
      table.row(
          Arm.whole(properties.get("rank")),
          new Cell(level.label(), text -> colours.bySeverity(level, text)),
          Arm.text(properties.get("displayName")),
          Arm.text(one.get("name")),
          "%,d/%,d".formatted(bad, bad + Arm.whole(properties.get("healthyResourceCount"))),
          new Cell(gain >= 0.05 ? "+%.1f %%".formatted(gain) : "", colours::good),
          new Cell(
              Arm.text(properties.get("dueDate")), text -> overdue > 0 ? colours.bad(text) : text));
    }
    ServerOptions.print(terminal, table);
  }
}
