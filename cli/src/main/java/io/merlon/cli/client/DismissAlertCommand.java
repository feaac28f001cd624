package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code merlon alert dismiss}. */
@Command(
    name = "dismiss",
    header = "Dismiss an alert: it is harmless.",
    mixinStandardHelpOptions = true)
public final class DismissAlertCommand implements Callable<Integer> {
  @Mixin private OneAlert alert = new OneAlert();

  @Override
  public Integer call() throws IOException {
    alert.move("dismiss");
    return ExitCode.CLEAN;
  }
}
