package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Severity;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merlon governance create}: a rule, or another one in its place. */
@Command(name = "create", header = "Create or replace a rule.", mixinStandardHelpOptions = true)
public final class CreateRuleCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "NAME", description = "The rule's name.")
  private String name = "";

  /** Who owns what the rule is about. */
  static final class Owner {
    @Option(names = "--owner", paramLabel = "ADDRESS", description = "Who is to fix it.")
    private Optional<String> address = Optional.empty();

    @Option(
        names = "--owner-tag",
        paramLabel = "TAG",
        description = "The tag of a resource that names who is to fix it.")
    private Optional<String> tag = Optional.empty();
  }

  @ArgGroup(multiplicity = "1")
  private Owner owner = new Owner();

  @Option(
      names = "--days",
      required = true,
      paramLabel = "DAYS",
      description = "The time to fix a resource, from when the rule finds it.")
  private int days;

  @Option(
      names = "--severity",
      split = ",",
      paramLabel = "SEVERITY",
      description = "Only recommendations of these severities. Default: all.")
  private List<Severity> severities = List.of();

  @Option(
      names = "--recommendation",
      split = ",",
      paramLabel = "NAME",
      description = "Only these recommendations. Default: all.")
  private List<String> recommendations = List.of();

  @Option(
      names = "--subscription",
      paramLabel = "ID",
      description = "Only this subscription. Default: everywhere.")
  private Optional<String> subscription = Optional.empty();

  @Option(
      names = "--priority",
      defaultValue = "100",
      paramLabel = "NUMBER",
      description = "From 0 to 1000; the lowest goes first. Default: ${DEFAULT-VALUE}.")
  private int priority;

  @Option(
      names = "--grace-period",
      description = "Leave resources out of the score until they are due.")
  private boolean gracePeriod;

  public CreateRuleCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    try (ServerClient client = server.client()) {
      Value created =
          client
              .send(
                  "PUT",
                  Arm.scope(subscription)
                      + Arm.SECURITY
                      + "governanceRules/"
                      + ServerClient.encoded(name),
                  ObjectValue.builder().put("properties", properties()).build())
              .body();
      if (server.isJson()) {
        ServerOptions.json(terminal, created);
      } else {
        terminal.out().println(Terminal.plain(Arm.text(created.get("id"))));
      }
    }
    return ExitCode.CLEAN;
  }

  private ObjectValue properties() {
    List<Value> conditions = new ArrayList<>();
    if (!severities.isEmpty()) {
      conditions.add(
          condition("$.Metadata.Severity", severities.stream().map(Severity::label).toList()));
    }
    if (!recommendations.isEmpty()) {
      conditions.add(condition("$.AssessmentKey", recommendations));
    }
    return ObjectValue.builder()
        .put("displayName", name)
        .put("rulePriority", priority)
        .put("ruleType", "Integrated")
        .put("sourceResourceType", "Assessments")
        .put("remediationTimeframe", days + ".00:00:00")
        .put("isGracePeriod", gracePeriod)
        .put("isDisabled", false)
        .put(
            "conditionSets",
            new ArrayValue(
                List.of(
                    ObjectValue.builder().put("conditions", new ArrayValue(conditions)).build())))
        .put(
            "ownerSource",
            ObjectValue.builder()
                .put("type", owner.tag.isPresent() ? "ByTag" : "Manually")
                .put("value", owner.tag.or(() -> owner.address).orElse(""))
                .build())
        .build();
  }

  /** Azure writes the list of values as JSON within a text. */
  private static ObjectValue condition(String property, List<String> values) {
    return ObjectValue.builder()
        .put("property", property)
        .put("operator", "In")
        .put(
            "value",
            Json.write(new ArrayValue(values.stream().<Value>map(StringValue::new).toList())))
        .build();
  }
}
