package io.merlon.cli.detect;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.cli.output.Colours;
import io.merlon.connect.file.RuleFiles;
import io.merlon.content.MerlonRules;
import io.merlon.detection.Detection;
import io.merlon.detection.Placeholders;
import io.merlon.detection.RuleLibrary;
import io.merlon.detection.alert.Alert;
import io.merlon.detection.alert.AlertGrouper;
import io.merlon.detection.alert.EntityMapping;
import io.merlon.detection.alert.IncidentBuilder;
import io.merlon.detection.behaviour.BehaviourFinding;
import io.merlon.detection.correlation.CorrelatedDetection;
import io.merlon.detection.correlation.CorrelatorLimits;
import io.merlon.detection.correlation.Losses;
import io.merlon.detection.flow.DetectionFlow;
import io.merlon.json.Json;
import io.merlon.model.Severity;
import io.merlon.report.ThreatOutcome;
import io.merlon.report.ThreatReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code merlon detect}: matches every event against every rule. */
@Command(
    name = "detect",
    header = "Match recorded events against Sigma rules.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit codes: 0 done, 1 a rule at or above --fail-on matched, 2 usage, 3 some of the input",
      "could not be used (the rest was); of 1 and 3 it is 3."
    })
public final class DetectCommand implements Callable<Integer> {
  /** The forms of the result. */
  enum Form {
    TABLE,
    JSONL,
    OCSF,
    SARIF,
    HTML
  }

  private static final int MOST_OPEN_ALERTS = 50_000;
  private static final int MOST_IN_INCIDENT = 500;
  private static final int MOST_PROBLEMS_SHOWN = 100;

  /** How much later than others an event may be written down. */
  private static final Duration LATENESS = Duration.ofMinutes(5);

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Mixin private DetectionOptions options = new DetectionOptions();

  @Mixin private EventOptions events = new EventOptions();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "TABLE",
      paramLabel = "table|jsonl|ocsf|sarif|html",
      description = "The form of the result. Default: table.")
  private Form form = Form.TABLE;

  @Option(
      names = "--alerts",
      description = "With jsonl: alerts and incidents instead of each match.")
  private boolean asAlerts;

  @Option(names = "--timeline", description = "With table: what happened, in the order of time.")
  private boolean timeline;

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      description = "Exit with 1 when a rule of this level or above matched.")
  private Optional<Severity> failOn = Optional.empty();

  private final List<String> problems = new ArrayList<>();
  private Behaviour behaviour = Behaviour.none();
  private boolean failed;
  private boolean flawed;

  public DetectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Path> missing = RuleFiles.missing(options.rules);
    if (!missing.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--rules: there is no such file or folder: " + missing.getFirst());
    }
    boolean lines = form == Form.JSONL && !asAlerts;
    if (events.follow && !lines) {
      throw new ParameterException(
          spec.commandLine(), "--follow tells matches as they come: it needs --output jsonl");
    }
    if (events.threads.orElse(1) < 1) {
      throw new ParameterException(spec.commandLine(), "--threads: at least one is needed");
    }
    RuleLibrary library =
        options.rules.isEmpty()
            ? MerlonRules.load()
            : RuleFiles.read(options.rules, placeholders());
    library.problems().forEach(this::problem);
    Suppressions suppressions = suppressions();
    List<Alert> alerts = new ArrayList<>();
    Optional<AlertGrouper> grouper =
        lines
            ? Optional.empty()
            : Optional.of(
                new AlertGrouper(
                    EntityMapping.builtIn(),
                    options.repeatWithin,
                    MOST_OPEN_ALERTS,
                    alert -> alerts.add(suppressions.apply(alert))));
    DetectionFlow flow =
        new DetectionFlow(
            library,
            options.severity.orElse(Severity.INFORMATIONAL),
            events.follow ? CorrelatorLimits.within(LATENESS) : CorrelatorLimits.recorded(),
            grouper,
            lines ? this::line : detection -> {},
            lines ? this::line : correlated -> {});
    behaviour = Behaviour.of(options, spec);
    behaviour.watch(flow, lines ? this::line : finding -> {});
    events.read(
        flow, terminal, this::problem, () -> behaviour.keepNowAndThen().ifPresent(this::problem));
    flow.finish();
    behaviour.keep().ifPresent(this::problem);
    losses(flow.losses());
    if (!lines) {
      write(
          new ThreatOutcome(
              alerts,
              new IncidentBuilder(options.incidentWithin, MOST_IN_INCIDENT).join(alerts),
              flow.events(),
              flow.rules(),
              flow.matches(),
              problems.stream().limit(MOST_PROBLEMS_SHOWN).toList()));
    }
    terminal.say(
        "%,d events, %,d rules, %,d matches"
            .formatted(flow.events(), flow.rules(), flow.matches()));
    return flawed ? ExitCode.INPUT_ERRORS : failed ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private Placeholders placeholders() throws IOException {
    if (options.placeholders.isEmpty()) {
      return Placeholders.NONE;
    }
    try {
      return RuleFiles.placeholders(options.placeholders.get());
    } catch (IllegalArgumentException e) {
      problem(String.valueOf(e.getMessage()));
      return Placeholders.NONE;
    }
  }

  private Suppressions suppressions() throws IOException {
    Instant now = Instant.now();
    return options.suppressions.isEmpty()
        ? new Suppressions(List.of(), now)
        : Suppressions.read(options.suppressions.get(), now, this::problem);
  }

  private void problem(Object problem) {
    flawed = true;
    problems.add(problem.toString());
    terminal.say(problem.toString());
  }

  /** What correlations could not take into account makes the input no worse, but has to be told. */
  private void losses(Losses losses) {
    List<String> told = new ArrayList<>();
    if (losses.untimed() > 0) {
      told.add("%,d matches without a time were not correlated".formatted(losses.untimed()));
    }
    if (losses.late() > 0) {
      told.add("%,d matches came too late to be correlated".formatted(losses.late()));
    }
    losses
        .dropped()
        .forEach((title, count) ->
            told.add("'%s' let %,d matches go for want of room".formatted(title, count)));
    told.forEach(one -> {
      problems.add(one);
      terminal.say(one);
    });
  }

  private void line(Detection detection) {
    bar(detection.rule().severity());
    terminal.out().println(DetectionJson.line(detection));
  }

  private void line(CorrelatedDetection correlated) {
    bar(correlated.rule().severity());
    terminal.out().println(DetectionJson.line(correlated));
  }

  private void line(BehaviourFinding finding) {
    bar(finding.rule().severity());
    terminal.out().println(DetectionJson.line(finding));
  }

  private void bar(Severity severity) {
    failed |= failOn.isPresent() && severity.compareTo(failOn.get()) >= 0;
  }

  private void write(ThreatOutcome outcome) throws IOException {
    outcome.active().forEach(alert -> bar(alert.severity()));
    switch (form) {
      case TABLE ->
          new ThreatTable(
                  terminal.out(), new Colours(terminal.wantsColour()), terminal.width(), timeline)
              .print(outcome);
      case JSONL -> {
        outcome.alerts().forEach(alert -> terminal.out().println(DetectionJson.line(alert)));
        outcome
            .incidents()
            .forEach(incident -> terminal.out().println(DetectionJson.line(incident)));
      }
      case OCSF ->
          outcome
              .alerts()
              .forEach(alert -> terminal.out().println(Json.write(OcsfDetection.of(alert))));
      case SARIF -> terminal.out().println(Json.write(SarifDetections.of(outcome)));
      case HTML -> new ThreatReport(outcome).writeTo(terminal.raw());
    }
    terminal.out().flush();
  }
}
