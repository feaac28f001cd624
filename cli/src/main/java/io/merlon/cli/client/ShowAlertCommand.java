package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.cli.output.Colours;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code merlon alert show}: what happened, to whom, and what to do. */
@Command(
    name = "show",
    header = "Show an alert: what happened, who took part, what to do.",
    mixinStandardHelpOptions = true)
public final class ShowAlertCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private OneAlert alert = new OneAlert();

  public ShowAlertCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Value found = alert.find();
    if (alert.isJson()) {
      ServerOptions.json(terminal, found);
    } else {
      print(found);
    }
    return ExitCode.CLEAN;
  }

  private void print(Value found) {
    Colours colours = ServerOptions.colours(terminal);
    Value properties = Arm.properties(found);
    say(colours.strong(Terminal.plain(Arm.text(properties.get("alertDisplayName")))));
    say(
        colours.bySeverity(
                Arm.severity(properties.get("severity")), Arm.text(properties.get("severity")))
            + ", "
            + Arm.text(properties.get("status"))
            + ", "
            + Arm.text(properties.get("startTimeUtc"))
            + " to "
            + Arm.text(properties.get("endTimeUtc")));
    line("On", Arm.text(properties.get("compromisedEntity")));
    line("Tactics", Arm.text(properties.get("intent")));
    line("Techniques", Arm.joined(properties.get("techniques")));
    line("What", Arm.text(properties.get("description")));
    for (Value resource : Arm.items(properties.get("resourceIdentifiers"))) {
      line("Resource", Arm.text(resource.get("azureResourceId")));
    }
    for (Value entity : Arm.items(properties.get("entities"))) {
      line("Entity", entity(entity));
    }
    if (properties.get("extendedProperties") instanceof ObjectValue more) {
      for (int i = 0; i < more.size(); i++) {
        line(more.nameAt(i).toString(), Arm.text(more.valueAt(i)));
      }
    }
    for (Value step : Arm.items(properties.get("remediationSteps"))) {
      line("To do", Arm.text(step));
    }
    say(colours.faint(Terminal.plain(Arm.text(found.get("id")))));
  }

  private static String entity(Value entity) {
    StringBuilder text = new StringBuilder(Arm.text(entity.get("type")));
    if (entity instanceof ObjectValue object) {
      for (int i = 0; i < object.size(); i++) {
        String name = object.nameAt(i).toString();
        String value = Arm.text(object.valueAt(i));
        if (!value.isEmpty() && !name.equals("type") && !name.equals("$id")) {
          text.append(' ').append(name).append('=').append(value);
        }
      }
    }
    return text.toString();
  }

  private void line(String name, String value) {
    if (!value.isEmpty()) {
      say("  %-12s %s".formatted(name, Terminal.plain(value)));
    }
  }

  private void say(String text) {
    terminal.out().println(text);
  }
}
