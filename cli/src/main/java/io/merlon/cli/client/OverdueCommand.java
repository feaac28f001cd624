package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.cli.output.TextTable;
import io.merlon.model.Value;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code merlon governance overdue}: what should be fixed already. */
@Command(
    name = "overdue",
    header = "List what should be fixed already; the longest overdue first.",
    mixinStandardHelpOptions = true,
    footer = {"", "Exit codes: 0 nothing is overdue, 1 something is, 3 and 4 as for all commands."})
public final class OverdueCommand implements Callable<Integer> {
  private static final String ASSESSMENTS = "/providers/microsoft.security/assessments/";

  private final Terminal terminal;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--subscription",
      paramLabel = "ID",
      description = "Only resources of this subscription.")
  private Optional<String> subscription = Optional.empty();

  @Option(names = "--all", description = "Also what is due later.")
  private boolean all;

  public OverdueCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<Value> found;
    try (ServerClient client = server.client()) {
      found =
          client
              .list(
                  Arm.scope(subscription)
                      + Arm.SECURITY
                      + "governanceAssignments"
                      + ServerClient.query(Map.of("overdue", all ? "" : "true")))
              .stream()
              .sorted(Comparator.comparing(OverdueCommand::due))
              .toList();
    }
    if (server.isJson()) {
      ServerOptions.json(terminal, found);
    } else {
      print(found);
    }
    return found.isEmpty() || all ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static String due(Value assignment) {
    return ShowRecommendationCommand.day(Arm.properties(assignment).get("remediationDueDate"));
  }

  private void print(List<Value> found) {
    TextTable table = new TextTable("Due", "Owner", "Resource*", "Recommendation*");
    for (Value one : found) {
      String id = Arm.text(one.get("id"));
      int at = id.toLowerCase(Locale.ROOT).indexOf(ASSESSMENTS);
      table.row(
          due(one),
          Arm.text(Arm.properties(one).get("owner")),
          Arm.shortId(id.substring(0, at)),
          id.substring(at + ASSESSMENTS.length()).split("/", 2)[0]);
    }
    ServerOptions.print(terminal, table);
  }
}
