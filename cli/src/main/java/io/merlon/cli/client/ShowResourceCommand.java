package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.cli.output.Colours;
import io.merlon.cli.output.TextTable;
import io.merlon.cli.output.TextTable.Cell;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Severity;
import io.merlon.model.Value;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merlon resource show}: how a resource stands for every recommendation about it. */
@Command(name = "show", header = "Show a resource's assessments.", mixinStandardHelpOptions = true)
public final class ShowResourceCommand implements Callable<Integer> {
  private static final Comparator<Value> WORST_FIRST =
      Comparator.comparingInt(ShowResourceCommand::state)
          .thenComparing(ShowResourceCommand::severity, Comparator.reverseOrder());

  private final Terminal terminal;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "ID", description = "The resource's ARM id.")
  private String id = "";

  @Option(names = "--unhealthy", description = "Only the assessments that are unhealthy.")
  private boolean unhealthy;

  public ShowResourceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    String path = ServerClient.path(id);
    try (ServerClient client = server.client()) {
      Value resource = client.get(path);
      List<Value> assessments =
          client.list(path + Arm.SECURITY + "assessments").stream()
              .filter(one -> !unhealthy || code(one).equals("Unhealthy"))
              .sorted(WORST_FIRST)
              .toList();
      if (server.isJson()) {
        ServerOptions.json(
            terminal,
            ObjectValue.builder()
                .put("resource", resource)
                .put("assessments", new ArrayValue(assessments))
                .build());
      } else {
        print(resource, assessments);
      }
    }
    return ExitCode.CLEAN;
  }

  private static String code(Value assessment) {
    return Arm.text(Arm.properties(assessment).get("status").get("code"));
  }

  private static Severity severity(Value assessment) {
    return Arm.severity(Arm.properties(assessment).get("metadata").get("severity"));
  }

  private static int state(Value assessment) {
    return switch (code(assessment)) {
      case "Unhealthy" -> 0;
      case "Healthy" -> 1;
      default -> 2;
    };
  }

  private void print(Value resource, List<Value> assessments) {
    Colours colours = ServerOptions.colours(terminal);
    terminal
        .out()
        .println(
            "  "
                + colours.strong(Terminal.plain(Arm.text(resource.get("name"))))
                + "   "
                + Terminal.plain(Arm.text(resource.get("type"))));
    terminal.out().println("  " + colours.faint(Terminal.plain(Arm.text(resource.get("id")))));
    terminal.out().println();
    TextTable table = new TextTable("State", "Severity", "Recommendation*", "Since", "Cause");
    for (Value one : assessments) {
      Value properties = Arm.properties(one);
      Severity level = severity(one);
      String code = code(one);
      table.row(
          new Cell(code, text -> byCode(code, text, colours)),
          new Cell(level.label(), text -> colours.bySeverity(level, text)),
          Arm.text(properties.get("displayName")),
          ShowRecommendationCommand.day(properties.get("status").get("statusChangeDate")),
          Arm.text(properties.get("status").get("cause")));
    }
    ServerOptions.print(terminal, table);
  }

  private static String byCode(String code, String text, Colours colours) {
    return switch (code) {
      case "Unhealthy" -> colours.bad(text);
      case "Healthy" -> colours.good(text);
      default -> colours.faint(text);
    };
  }
}
