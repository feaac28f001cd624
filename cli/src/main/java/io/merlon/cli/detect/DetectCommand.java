package io.merlon.cli.detect;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.connect.file.EventFiles;
import io.merlon.connect.file.RuleFiles;
import io.merlon.detection.Detection;
import io.merlon.detection.DetectionPlan;
import io.merlon.detection.Event;
import io.merlon.detection.LogSources;
import io.merlon.detection.RuleLibrary;
import io.merlon.detection.SigmaRule;
import io.merlon.model.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
    JSONL
  }

  private final Terminal terminal;

  @Option(
      names = "--rules",
      required = true,
      paramLabel = "PATH",
      description = "Sigma rules: a folder or file. Repeatable.")
  private List<Path> rules = List.of();

  @Option(
      names = "--events",
      required = true,
      paramLabel = "PATH",
      description = "Events: JSON, Windows event logs, also gz and zip; or a folder. Repeatable.")
  private List<Path> events = List.of();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "TABLE",
      paramLabel = "table|jsonl",
      description = "The form of the result. Default: table.")
  private Form form = Form.TABLE;

  @Option(
      names = "--severity",
      paramLabel = "LEVEL",
      description =
          "Only rules of this level or above: informational, low, medium, high, critical.")
  private Optional<Severity> severity = Optional.empty();

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      description = "Exit with 1 when a rule of this level or above matched.")
  private Optional<Severity> failOn = Optional.empty();

  private long eventCount;
  private long detectionCount;
  private boolean failed;
  private boolean flawed;

  public DetectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    RuleLibrary library = RuleFiles.read(rules);
    library.problems().forEach(this::problem);
    List<SigmaRule> wanted = library.rules().stream().filter(this::isWanted).toList();
    DetectionPlan plan = DetectionPlan.compile(wanted, LogSources.builtIn());
    DetectionTable table = new DetectionTable();
    EventFiles.read(events, event -> match(plan, event, table), this::problem);
    if (form == Form.TABLE) {
      table.print(terminal.out());
    }
    terminal.say(
        "%,d events, %,d rules, %,d matches".formatted(eventCount, wanted.size(), detectionCount));
    return flawed ? ExitCode.INPUT_ERRORS : failed ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private boolean isWanted(SigmaRule rule) {
    return severity.isEmpty() || rule.severity().compareTo(severity.get()) >= 0;
  }

  private void problem(Object problem) {
    flawed = true;
    terminal.say(problem.toString());
  }

  private void match(DetectionPlan plan, Event event, DetectionTable table) {
    eventCount++;
    for (Detection detection : plan.match(event)) {
      detectionCount++;
      failed |= failOn.isPresent() && detection.rule().severity().compareTo(failOn.get()) >= 0;
      if (form == Form.JSONL) {
        terminal.out().println(DetectionJson.line(detection));
      } else {
        table.add(detection);
      }
    }
  }
}
