package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merlon plans set}: switches a plan of a subscription. */
@Command(
    name = "set",
    header = "Switch a plan of a subscription on or off.",
    mixinStandardHelpOptions = true)
public final class SetPlanCommand implements Callable<Integer> {
  /** The tiers: standard is on, free is off. */
  enum Tier {
    STANDARD("Standard"),
    FREE("Free");

    private final String word;

    Tier(String word) {
      this.word = word;
    }
  }

  private final Terminal terminal;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(
      index = "0",
      paramLabel = "PLAN",
      description = "The plan, as merlon plans list has it.")
  private String plan = "";

  @Parameters(
      index = "1",
      paramLabel = "standard|free",
      description = "Standard is on, free is off.")
  private Tier tier = Tier.FREE;

  @Option(
      names = "--subscription",
      required = true,
      paramLabel = "ID",
      description = "The subscription.")
  private String subscription = "";

  public SetPlanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    try (ServerClient client = server.client()) {
      Value switched =
          client
              .send(
                  "PUT",
                  Arm.scope(Optional.of(subscription))
                      + Arm.SECURITY
                      + "pricings/"
                      + ServerClient.encoded(plan),
                  ObjectValue.builder()
                      .put(
                          "properties", ObjectValue.builder().put("pricingTier", tier.word).build())
                      .build())
              .body();
      if (server.isJson()) {
        ServerOptions.json(terminal, switched);
      } else {
        terminal.say(
            Arm.text(switched.get("name"))
                + " is "
                + Arm.text(Arm.properties(switched).get("pricingTier"))
                + " now");
      }
    }
    return ExitCode.CLEAN;
  }
}
