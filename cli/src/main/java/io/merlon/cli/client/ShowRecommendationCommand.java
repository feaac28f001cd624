package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.cli.output.Colours;
import io.merlon.cli.output.Columns;
import io.merlon.cli.output.TextTable;
import io.merlon.cli.output.TextTable.Cell;
import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Severity;
import io.merlon.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merlon recommendation show}: why, how to fix it, and which resources are concerned. */
@Command(
    name = "show",
    header = "Show why, how to fix it, and the affected resources with their evidence.",
    mixinStandardHelpOptions = true)
public final class ShowRecommendationCommand implements Callable<Integer> {
  private static final int LINES = 12;

  private final Terminal terminal;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "NAME", description = "Its name, as merlon recommendations lists it.")
  private String name = "";

  @Option(
      names = "--subscription",
      paramLabel = "ID",
      description = "Only resources of this subscription.")
  private Optional<String> subscription = Optional.empty();

  @Option(
      names = "--resources",
      defaultValue = "20",
      paramLabel = "COUNT",
      description = "Show so many unhealthy resources with evidence. Default: ${DEFAULT-VALUE}.")
  private int most = 20;

  public ShowRecommendationCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    String path =
        Arm.scope(subscription) + Arm.SECURITY + "recommendations/" + ServerClient.encoded(name);
    try (ServerClient client = server.client()) {
      Value recommendation = client.get(path);
      List<Value> resources = explained(client, path);
      Map<String, Value> governed = governed(client, resources);
      if (server.isJson()) {
        ServerOptions.json(
            terminal,
            ObjectValue.builder()
                .put("recommendation", recommendation)
                .put("unhealthyAssessments", new ArrayValue(resources))
                .put("governanceAssignments", new ArrayValue(List.copyOf(governed.values())))
                .build());
      } else {
        print(Arm.properties(recommendation));
        print(resources, governed);
      }
    }
    return ExitCode.CLEAN;
  }

  /** The first unhealthy assessments, each with its evidence. */
  private List<Value> explained(ServerClient client, String path) throws IOException {
    List<Value> explained = new ArrayList<>();
    Map<String, String> query = new TreeMap<>();
    query.put("status", "Unhealthy");
    query.put("$top", String.valueOf(Math.clamp(most, 1, 1_000)));
    Value page = client.get(path + "/resources" + ServerClient.query(query));
    for (Value one : Arm.items(page.get("value"))) {
      if (explained.size() < most) {
        explained.add(client.get(ServerClient.path(Arm.text(one.get("id")))));
      }
    }
    return explained;
  }

  /** Who is to fix these, by the id of the assessment. */
  private static Map<String, Value> governed(ServerClient client, List<Value> assessments)
      throws IOException {
    Map<String, Value> governed = new TreeMap<>();
    for (Value assessment : assessments) {
      String id = Arm.text(assessment.get("id"));
      for (Value one : client.list(ServerClient.path(id) + "/governanceAssignments")) {
        governed.put(id, one);
      }
    }
    return governed;
  }

  private void print(Value one) {
    Colours colours = ServerOptions.colours(terminal);
    Severity severity = Arm.severity(one.get("severity"));
    terminal.out().println("  " + colours.strong(Terminal.plain(Arm.text(one.get("displayName")))));
    terminal
        .out()
        .printf(
            "  %s   %,d unhealthy, %,d healthy, %,d not applicable%s%n",
            colours.bySeverity(severity, severity.label()),
            Arm.whole(one.get("unhealthyResourceCount")),
            Arm.whole(one.get("healthyResourceCount")),
            Arm.whole(one.get("notApplicableResourceCount")),
            gain(one, colours));
    paragraph("Why", Arm.text(one.get("description")), colours);
    int step = 1;
    for (Value text : Arm.items(one.get("remediationSteps"))) {
      paragraph(step == 1 ? "How to fix it" : "", step++ + ". " + Arm.text(text), colours);
    }
    if (!one.get("quickFix").isAbsent()) {
      paragraph("Quick fix", Arm.text(one.get("quickFix").get("text")), colours);
    }
    paragraph("Control", Arm.text(one.get("control").get("displayName")), colours);
    paragraph("Compliance", compliance(one), colours);
    paragraph("Tactics", Arm.joined(one.get("tactics")), colours);
    paragraph("Techniques", Arm.joined(one.get("techniques")), colours);
    paragraph("Owner", Arm.text(one.get("owner")), colours);
    long overdue = Arm.whole(one.get("overdueResourceCount"));
    paragraph(
        "Due",
        Arm.text(one.get("dueDate")) + (overdue > 0 ? " (%,d overdue)".formatted(overdue) : ""),
        colours);
  }

  private static String gain(Value one, Colours colours) {
    double gain = Arm.number(one.get("potentialIncrease"));
    return gain >= 0.05 ? "   " + colours.good("+%.1f %% to gain".formatted(gain)) : "";
  }

  private static String compliance(Value one) {
    return Arm.items(one.get("complianceControls")).stream()
        .collect(
            Collectors.groupingBy(
                each -> Arm.text(each.get("standard")),
                TreeMap::new,
                Collectors.mapping(
                    each -> Arm.text(each.get("control")), Collectors.joining(", "))))
        .entrySet()
        .stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining("; "));
  }

  private void paragraph(String head, String text, Colours colours) {
    if (text.isBlank()) {
      return;
    }
    String label = colours.faint(Columns.fit(head, 15));
    for (String line : Columns.wrap(text, terminal.width() - 17, LINES)) {
      terminal.out().println("  " + label + line);
      label = " ".repeat(15);
    }
  }

  private void print(List<Value> resources, Map<String, Value> governed) {
    if (resources.isEmpty()) {
      return;
    }
    Colours colours = ServerOptions.colours(terminal);
    terminal.out().println();
    TextTable table = new TextTable("Unhealthy resource*", "Since", "Evidence*", "Owner", "Due");
    for (Value one : resources) {
      Value properties = Arm.properties(one);
      Value by = Arm.properties(governed.getOrDefault(Arm.text(one.get("id")), ObjectValue.EMPTY));
      boolean overdue = by.get("isOverdue") == BooleanValue.TRUE;
      table.row(
          Arm.shortId(Arm.text(properties.get("resourceDetails").get("id"))),
          day(properties.get("status").get("statusChangeDate")),
          EvidenceText.of(properties),
          Arm.text(by.get("owner")),
          new Cell(day(by.get("remediationDueDate")), text -> overdue ? colours.bad(text) : text));
    }
    ServerOptions.print(terminal, table);
  }

  static String day(Value time) {
    String text = Arm.text(time);
    return text.substring(0, Math.min(10, text.length()));
  }
}
