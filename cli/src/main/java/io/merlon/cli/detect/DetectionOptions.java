package io.merlon.cli.detect;

import io.merlon.model.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is looked for, and how alerts are made of it. */
final class DetectionOptions {
  @Option(
      names = "--rules",
      paramLabel = "PATH",
      description =
          "Sigma rules, correlations and filters: a folder or file. Repeatable."
              + " Default: Merlon's own rules.")
  List<Path> rules = List.of();

  @Option(
      names = "--placeholders",
      paramLabel = "FILE",
      description = "What the placeholders of rules stand for: YAML, a name and its values.")
  Optional<Path> placeholders = Optional.empty();

  @Option(
      names = "--severity",
      paramLabel = "LEVEL",
      description =
          "Only rules of this level or above: informational, low, medium, high, critical.")
  Optional<Severity> severity = Optional.empty();

  @Option(
      names = "--suppressions",
      paramLabel = "FILE",
      description = "Alerts known to be harmless: alertsSuppressionRules as JSON.")
  Optional<Path> suppressions = Optional.empty();

  @Option(
      names = "--no-behaviour",
      description = "Match rules only; do not look for unusual behaviour.")
  boolean noBehaviour;

  @Option(
      names = "--baselines",
      paramLabel = "FILE",
      description = "What was learnt of usual behaviour: read where it exists, then written anew.")
  Optional<Path> baselines = Optional.empty();

  @Option(
      names = "--repeat-within",
      paramLabel = "DURATION",
      defaultValue = "PT1H",
      description = "Repeats no further apart are one alert, as in PT1H. Default: an hour.")
  Duration repeatWithin = Duration.ofHours(1);

  @Option(
      names = "--incident-within",
      paramLabel = "DURATION",
      defaultValue = "PT4H",
      description = "Alerts no further apart may be one incident. Default: PT4H.")
  Duration incidentWithin = Duration.ofHours(4);
}
