package io.merlon.cli.detect;

import io.merlon.connect.file.BaselineFile;
import io.merlon.detection.behaviour.BehaviourAnalyzer;
import io.merlon.detection.behaviour.BehaviourFinding;
import io.merlon.detection.behaviour.BehaviourRules;
import io.merlon.detection.flow.DetectionFlow;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * What the call asks for about behaviour: whether it is looked at, and where what is learnt is
 * kept.
 */
final class Behaviour {
  private static final long KEEP_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

  private final Optional<BehaviourAnalyzer> analyzer;
  private final Optional<BaselineFile> file;
  private long keptAt = System.nanoTime();
  private long keptEvents;

  private Behaviour(Optional<BehaviourAnalyzer> analyzer, Optional<BaselineFile> file) {
    this.analyzer = analyzer;
    this.file = file;
  }

  /** Nobody asks for it. */
  static Behaviour none() {
    return new Behaviour(Optional.empty(), Optional.empty());
  }

  static Behaviour of(DetectionOptions options, CommandSpec spec) throws IOException {
    if (options.noBehaviour) {
      if (options.baselines.isPresent()) {
        throw new ParameterException(
            spec.commandLine(), "--baselines says what is learnt, --no-behaviour that nothing is");
      }
      return none();
    }
    BehaviourRules rules = BehaviourRules.builtIn();
    Optional<BaselineFile> file = options.baselines.map(BaselineFile::new);
    try {
      return new Behaviour(
          Optional.of(file.isPresent() ? file.get().load(rules) : new BehaviourAnalyzer(rules)),
          file);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--baselines: " + e.getMessage(), e);
    }
  }

  void watch(DetectionFlow flow, Consumer<BehaviourFinding> findings) {
    analyzer.ifPresent(one -> flow.watch(one, findings));
  }

  /** Keeps what was learnt; gives what went wrong. */
  Optional<String> keep() {
    if (analyzer.isEmpty() || file.isEmpty()) {
      return Optional.empty();
    }
    keptAt = System.nanoTime();
    keptEvents = analyzer.get().looked();
    try {
      file.get().save(analyzer.get());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("--baselines: what was learnt could not be written: " + e);
    }
  }

  /** Where events are followed: keeps what was learnt, when that is some time ago. */
  Optional<String> keepNowAndThen() {
    boolean isNews = analyzer.isPresent() && analyzer.get().looked() != keptEvents;
    return isNews && System.nanoTime() - keptAt >= KEEP_EVERY_NANOS ? keep() : Optional.empty();
  }
}
