package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.cli.output.Colours;
import io.merlon.cli.output.TextTable;
import io.merlon.cli.output.TextTable.Cell;
import io.merlon.model.Value;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merlon compliance}: the standards, or the controls of one. */
@Command(
    name = "compliance",
    header = "Show how far standards are met, or the controls of one.",
    mixinStandardHelpOptions = true)
public final class ComplianceCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "STANDARD",
      description = "The standard whose controls are shown, by its name.")
  private Optional<String> standard = Optional.empty();

  @Option(
      names = "--subscription",
      paramLabel = "ID",
      description = "Ask in this subscription; standards are assessed over everything.")
  private Optional<String> subscription = Optional.empty();

  @Option(names = "--failed", description = "Only controls that failed.")
  private boolean failed;

  public ComplianceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    String base = Arm.scope(subscription) + Arm.SECURITY + "regulatoryComplianceStandards";
    List<Value> found;
    try (ServerClient client = server.client()) {
      found =
          standard.isEmpty()
              ? client.list(base)
              : client
                  .list(
                      base
                          + "/"
                          + ServerClient.encoded(standard.get())
                          + "/regulatoryComplianceControls")
                  .stream()
                  .filter(one -> !failed || state(one).equals("Failed"))
                  .toList();
    }
    if (server.isJson()) {
      ServerOptions.json(terminal, found);
    } else if (standard.isEmpty()) {
      standards(found);
    } else {
      controls(found);
    }
    return ExitCode.CLEAN;
  }

  private static String state(Value one) {
    return Arm.text(Arm.properties(one).get("state"));
  }

  private void standards(List<Value> found) {
    Colours colours = ServerOptions.colours(terminal);
    TextTable table =
        new TextTable("Standard*", "Met>", "Passed>", "Failed>", "Skipped>", "Manual>");
    for (Value one : found) {
      Value properties = Arm.properties(one);
      long passed = Arm.whole(properties.get("passedControls"));
      long bad = Arm.whole(properties.get("failedControls"));
      double share = passed + bad == 0 ? 0 : (double) passed / (passed + bad);
      table.row(
          Arm.text(one.get("name")),
          new Cell(
              passed + bad == 0 ? "-" : "%.0f %%".formatted(share * 100),
              text -> colours.byShare(share, text)),
          passed,
          bad,
          Arm.whole(properties.get("skippedControls")),
          Arm.whole(properties.get("unsupportedControls")));
    }
    ServerOptions.print(terminal, table);
  }

  private void controls(List<Value> found) {
    Colours colours = ServerOptions.colours(terminal);
    TextTable table =
        new TextTable("State", "Control", "Description*", "Passed>", "Failed>", "Skipped>");
    for (Value one : found) {
      Value properties = Arm.properties(one);
      table.row(
          new Cell(state(one), text -> byState(text, colours)),
          Arm.text(one.get("name")),
          Arm.text(properties.get("description")),
          Arm.whole(properties.get("passedAssessments")),
          Arm.whole(properties.get("failedAssessments")),
          Arm.whole(properties.get("skippedAssessments")));
    }
    ServerOptions.print(terminal, table);
  }

  private static String byState(String text, Colours colours) {
    return switch (text.strip()) {
      case "Passed" -> colours.good(text);
      case "Failed" -> colours.bad(text);
      default -> colours.faint(text);
    };
  }
}
