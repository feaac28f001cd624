package io.merlon.cli.assess;

import io.merlon.cli.output.OutputFormat;
import io.merlon.model.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What to give of it. */
final class ReportOptions {
  /** When results are coloured. */
  enum Colour {
    AUTO,
    ALWAYS,
    NEVER
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "table, json, jsonl, csv, sarif, ocsf or html. Default: table.")
  private OutputFormat format = OutputFormat.TABLE;

  @Option(
      names = "--output-file",
      paramLabel = "FILE",
      description = "Write the result there instead of to standard output.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description =
          "Exit with 1 when a resource is unhealthy at this severity or above: informational, low,"
              + " medium, high or critical. Default: findings alone never fail a run.")
  private Optional<Severity> failOn = Optional.empty();

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "List only assessments of this severity or above; the score counts all.")
  private Optional<Severity> severity = Optional.empty();

  @Option(
      names = "--previous",
      paramLabel = "FILE",
      description = "An earlier json or jsonl result: keeps first-seen times, tells what changed.")
  private Optional<Path> previous = Optional.empty();

  @Option(
      names = "--what-if",
      split = ",",
      paramLabel = "NAME",
      description = "Also give the score if these recommendations were fixed.")
  private List<String> whatIf = List.of();

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "auto, always or never. Default: auto, which respects NO_COLOR.")
  private Colour colour = Colour.AUTO;

  @Option(names = "--no-progress", description = "Draw no progress bar.")
  private boolean noProgress;

  OutputFormat format() {
    return format;
  }

  Optional<Path> file() {
    return file;
  }

  Optional<Severity> failOn() {
    return failOn;
  }

  Optional<Severity> severity() {
    return severity;
  }

  Optional<Path> previous() {
    return previous;
  }

  List<String> whatIf() {
    return whatIf;
  }

  Colour colour() {
    return colour;
  }

  boolean progress() {
    return !noProgress;
  }
}
