package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code merlon alert resolve}. */
@Command(
    name = "resolve",
    header = "Resolve an alert: it was dealt with.",
    mixinStandardHelpOptions = true)
public final class ResolveAlertCommand implements Callable<Integer> {
  @Mixin private OneAlert alert = new OneAlert();

  @Override
  public Integer call() throws IOException {
    alert.move("resolve");
    return ExitCode.CLEAN;
  }
}
