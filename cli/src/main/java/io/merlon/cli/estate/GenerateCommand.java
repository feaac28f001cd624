package io.merlon.cli.estate;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.estate.EstateGenerator;
import io.merlon.estate.UnhealthyShares;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code merlon estate generate}. */
@Command(
    name = "generate",
    description = "Write an estate as JSON lines; the same seed gives the same bytes.",
    mixinStandardHelpOptions = true)
public final class GenerateCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--resources",
      defaultValue = "1000",
      paramLabel = "N",
      description = "How many. Default: 1000.")
  private long resources = 1000;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Any number. Default: 1.")
  private long seed = 1;

  @Option(
      names = "--unhealthy",
      defaultValue = "0.2",
      paramLabel = "SHARE",
      description = "Which share of the resources is unhealthy, from 0 to 1. Default: 0.2.")
  private double unhealthy = 0.2;

  @Option(
      names = "--output-file",
      paramLabel = "FILE",
      description = "Write there instead of to standard output.")
  private Optional<Path> outputFile = Optional.empty();

  public GenerateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    EstateGenerator generator = new EstateGenerator(seed, resources, UnhealthyShares.of(unhealthy));
    if (outputFile.isPresent()) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(outputFile.get()))) {
        generator.writeLines(out);
      }
    } else {
      OutputStream out = new BufferedOutputStream(terminal.raw());
      generator.writeLines(out);
      out.flush();
    }
    return ExitCode.CLEAN;
  }
}
