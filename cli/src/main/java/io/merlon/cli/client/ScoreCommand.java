package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.cli.output.Colours;
import io.merlon.cli.output.Sparkline;
import io.merlon.cli.output.TextTable;
import io.merlon.cli.output.TextTable.Cell;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code merlon score}: the secure score by control, and over time. */
@Command(
    name = "score",
    header = "Show the secure score by control, and over time.",
    mixinStandardHelpOptions = true)
public final class ScoreCommand implements Callable<Integer> {
  private static final int BAR = 20;

  private final Terminal terminal;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--subscription",
      paramLabel = "ID",
      description = "Only this subscription. Default: everything.")
  private Optional<String> subscription = Optional.empty();

  @Option(
      names = "--history",
      arity = "0..1",
      fallbackValue = "30",
      paramLabel = "DAYS",
      description = "Also how it moved in so many days (${FALLBACK-VALUE}).")
  private Optional<Integer> history = Optional.empty();

  public ScoreCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    String base = Arm.scope(subscription) + Arm.SECURITY;
    try (ServerClient client = server.client()) {
      Value score = client.get(base + "secureScores/ascScore");
      List<Value> controls = client.list(base + "secureScoreControls");
      List<Value> moved =
          history.isPresent() ? client.list(base + "secureScores/ascScore/history") : List.of();
      long overdue =
          client.list(base + "recommendations").stream()
              .mapToLong(one -> Arm.whole(Arm.properties(one).get("overdueResourceCount")))
              .sum();
      if (server.isJson()) {
        ServerOptions.json(
            terminal,
            ObjectValue.builder()
                .put("score", score)
                .put("controls", new ArrayValue(controls))
                .put("history", new ArrayValue(moved))
                .put("overdueAssessments", overdue)
                .build());
      } else {
        print(score, controls, moved, overdue);
      }
    }
    return ExitCode.CLEAN;
  }

  private void print(Value score, List<Value> controls, List<Value> moved, long overdue) {
    Colours colours = ServerOptions.colours(terminal);
    Value figures = Arm.properties(score).get("score");
    double share = Arm.number(figures.get("percentage"));
    terminal
        .out()
        .println(
            "  "
                + colours.strong("Secure score  ")
                + colours.byShare(share, percent(share))
                + "  "
                + colours.bar(share, BAR)
                + "  %.2f of %d points"
                    .formatted(Arm.number(figures.get("current")), Arm.whole(figures.get("max")))
                + (overdue > 0 ? "   " + colours.bad("%,d overdue".formatted(overdue)) : ""));
    history.ifPresent(days -> curve(moved, days, colours));
    terminal.out().println();
    TextTable table =
        new TextTable("Control*", "Score>", "Points>", "Healthy>", "Unhealthy>", "To gain>");
    controls.stream()
        .map(Arm::properties)
        .sorted(Comparator.comparingDouble(ScoreCommand::missing).reversed())
        .forEach(one -> {
          Value points = one.get("score");
          double part = Arm.number(points.get("percentage"));
          table.row(
              Arm.text(one.get("displayName")),
              new Cell(percent(part), text -> colours.byShare(part, text)),
              "%.2f/%d".formatted(Arm.number(points.get("current")), Arm.whole(points.get("max"))),
              "%,d".formatted(Arm.whole(one.get("healthyResourceCount"))),
              "%,d".formatted(Arm.whole(one.get("unhealthyResourceCount"))),
              "%.2f".formatted(missing(one)));
        });
    ServerOptions.print(terminal, table);
  }

  /** The points that a control could still give. */
  private static double missing(Value control) {
    Value points = control.get("score");
    boolean counts =
        Arm.whole(control.get("healthyResourceCount"))
                + Arm.whole(control.get("unhealthyResourceCount"))
            > 0;
    return counts ? Arm.number(points.get("max")) - Arm.number(points.get("current")) : 0;
  }

  private void curve(List<Value> moved, int days, Colours colours) {
    NavigableMap<Instant, Double> values = new TreeMap<>();
    moved.forEach(one ->
        values.put(Instant.parse(Arm.text(one.get("at"))), Arm.number(one.get("percentage"))));
    if (values.isEmpty()) {
      return;
    }
    Instant now = Instant.now();
    Instant from = now.minus(Duration.ofDays(days));
    Instant first = from.isAfter(values.firstKey()) ? from : values.firstKey();
    double then =
        Optional.ofNullable(values.floorEntry(first)).orElse(values.firstEntry()).getValue();
    double change = (values.lastEntry().getValue() - then) * 100;
    terminal
        .out()
        .println(
            "  Since %s  ".formatted(first.toString().substring(0, 10))
                + colours.accent(Sparkline.of(values, first, now, terminal.width() - 40))
                + "  "
                + (change < 0
                    ? colours.bad("%+.1f %%".formatted(change))
                    : colours.good("%+.1f %%".formatted(change))));
  }

  private static String percent(double share) {
    return "%.0f %%".formatted(share * 100);
  }
}
