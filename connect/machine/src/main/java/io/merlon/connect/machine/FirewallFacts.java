package io.merlon.connect.machine;

import io.merlon.model.ObjectValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The host's packet filter: which one, what it does with packets that no rule names. */
final class FirewallFacts implements FactGroup {
  private static final Pattern NFT_CHAIN =
      Pattern.compile(
          "type filter hook (input|forward|output) priority [^;]*;(?:\\s*policy (accept|drop);)?");
  private static final Pattern IPTABLES_CHAIN =
      Pattern.compile("(?m)^:(INPUT|FORWARD|OUTPUT) (ACCEPT|DROP)\\b");

  @Override
  public String name() {
    return "firewall";
  }

  /** What was found out about one packet filter. */
  private record Filter(String kind, int rules, String input, String forward, String output) {
    boolean active() {
      return rules > 0 || input.equals("drop");
    }
  }

  @Override
  public void read(Machine machine, FactSink facts) throws IOException {
    boolean ufw =
        Texts.assignments(machine.files().quiet("/etc/ufw/ufw.conf").orElse(""))
            .getOrDefault("ENABLED", "no")
            .equalsIgnoreCase("yes");
    if (!machine.live()) {
      if (ufw) {
        facts.put("firewall", ufw(machine).put("readable", true).build());
      }
      return;
    }
    boolean tools =
        machine.commands().find("nft").isPresent()
            || machine.commands().find("iptables-save").isPresent();
    if (!machine.root() && tools) {
      facts.put(
          "firewall", (ufw ? ufw(machine) : ObjectValue.builder()).put("readable", false).build());
      facts.notRead("firewall", "the rules are shown to root only");
      return;
    }
    Filter filter =
        nft(machine)
            .filter(Filter::active)
            .or(() -> iptables(machine, facts))
            .orElse(new Filter("none", 0, "accept", "accept", "accept"));
    ObjectValue.Builder value = ufw ? ufw(machine) : ObjectValue.builder();
    boolean daemon = machine.runs("firewalld") || machine.files().exists("/run/firewalld");
    String kind = ufw ? "ufw" : daemon ? "firewalld" : filter.active() ? filter.kind() : "none";
    value.put("kind", kind).put("active", filter.active()).put("readable", true);
    value
        .put("defaultInput", filter.input())
        .put("defaultForward", filter.forward())
        .put("defaultOutput", filter.output());
    value.put("rules", filter.rules());
    facts.put("firewall", value.build());
  }

  private static ObjectValue.Builder ufw(Machine machine) {
    Map<String, String> defaults =
        Texts.assignments(machine.files().quiet("/etc/default/ufw").orElse(""));
    ObjectValue.Builder value = ObjectValue.builder().put("kind", "ufw").put("active", true);
    Map.of(
            "DEFAULT_INPUT_POLICY",
            "defaultInput",
            "DEFAULT_FORWARD_POLICY",
            "defaultForward",
            "DEFAULT_OUTPUT_POLICY",
            "defaultOutput")
        .forEach((key, name) ->
            value.put(
                name,
                switch (defaults.getOrDefault(key, "")) {
                  case "DROP", "REJECT" -> "drop";
                  case "ACCEPT" -> "accept";
                  default -> "unknown";
                }));
    return value.put("ipv6Active", defaults.getOrDefault("IPV6", "yes").equalsIgnoreCase("yes"));
  }

  private static Optional<Filter> nft(Machine machine) throws IOException {
    return machine
        .commands()
        .run("nft", List.of("list", "ruleset"))
        .filter(o -> o.exit() == 0)
        .map(o -> nft(o.text()));
  }

  private static Filter nft(String ruleset) {
    String[] policies = {"accept", "accept", "accept"};
    Matcher chains = NFT_CHAIN.matcher(ruleset);
    while (chains.find()) {
      if ("drop".equals(chains.group(2))) {
        policies[List.of("input", "forward", "output").indexOf(chains.group(1))] = "drop";
      }
    }
    long rules =
        ruleset
            .lines()
            .map(String::strip)
            .filter(l ->
                l.contains(" accept")
                    || l.contains(" drop")
                    || l.contains(" reject")
                    || l.contains(" jump ")
                    || l.equals("accept")
                    || l.equals("drop"))
            .filter(l -> !l.startsWith("type "))
            .count();
    return new Filter("nftables", (int) rules, policies[0], policies[1], policies[2]);
  }

  private static Optional<Filter> iptables(Machine machine, FactSink facts) {
    try {
      return machine
          .commands()
          .run("iptables-save", List.of("-t", "filter"))
          .filter(o -> o.exit() == 0)
          .map(o -> iptables(o.text()));
    } catch (IOException e) {
      facts.notRead("firewall", e);
      return Optional.empty();
    }
  }

  private static Filter iptables(String saved) {
    String[] policies = {"accept", "accept", "accept"};
    Matcher chains = IPTABLES_CHAIN.matcher(saved);
    while (chains.find()) {
      policies[List.of("INPUT", "FORWARD", "OUTPUT").indexOf(chains.group(1))] =
          chains.group(2).equals("DROP") ? "drop" : "accept";
    }
    int rules = (int) saved.lines().filter(l -> l.startsWith("-A ")).count();
    return new Filter("iptables", rules, policies[0], policies[1], policies[2]);
  }
}
