package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.cli.output.TextTable;
import io.merlon.model.BooleanValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code merlon governance list}: the rules, the one that goes first at the top. */
@Command(
    name = "list",
    header = "List the rules, in the order in which they apply.",
    mixinStandardHelpOptions = true)
public final class ListRulesCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--subscription",
      paramLabel = "ID",
      description = "Only rules of this subscription.")
  private Optional<String> subscription = Optional.empty();

  public ListRulesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<Value> rules;
    try (ServerClient client = server.client()) {
      rules = client.list(Arm.scope(subscription) + Arm.SECURITY + "governanceRules");
    }
    if (server.isJson()) {
      ServerOptions.json(terminal, rules);
    } else {
      print(rules);
    }
    return ExitCode.CLEAN;
  }

  private void print(List<Value> rules) {
    TextTable table = new TextTable("First>", "Rule", "For*", "Owner", "Time>", "Grace", "Where*");
    rules.stream()
        .sorted(Comparator.comparingLong(one -> Arm.whole(Arm.properties(one).get("rulePriority"))))
        .forEach(one -> {
          Value rule = Arm.properties(one);
          String id = Arm.text(one.get("id"));
          String scope = id.substring(0, Math.max(0, id.lastIndexOf(Arm.SECURITY)));
          table.row(
              Arm.whole(rule.get("rulePriority")),
              Arm.text(one.get("name")),
              conditions(rule),
              owner(rule.get("ownerSource")),
              Arm.text(rule.get("remediationTimeframe")),
              rule.get("isDisabled") == BooleanValue.TRUE
                  ? "disabled"
                  : rule.get("isGracePeriod") == BooleanValue.TRUE ? "yes" : "no",
              scope.isEmpty() ? "everywhere" : scope);
        });
    ServerOptions.print(terminal, table);
  }

  private static String owner(Value source) {
    return Arm.text(source.get("type")).equals("ByTag")
        ? "tag " + Arm.text(source.get("value"))
        : Arm.text(source.get("value"));
  }

  private static String conditions(Value rule) {
    String words =
        Arm.items(rule.get("conditionSets")).stream()
            .flatMap(set -> Arm.items(set.get("conditions")).stream())
            .map(one -> Arm.text(one.get("value")))
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? "all" : words;
  }
}
