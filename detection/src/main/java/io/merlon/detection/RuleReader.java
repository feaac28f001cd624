package io.merlon.detection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one YAML document as a rule. */
final class RuleReader {
  private RuleReader() {}

  static SigmaRule read(RuleHeader header, Map<String, Node> rule, Placeholders placeholders) {
    int line = header.line();
    Map<String, Node> detection = Yaml.map(Yaml.require(rule, "detection", line), "'detection'");
    if (detection.containsKey("timeframe")) {
      throw new RuleFault(
          RuleProblem.Kind.UNSUPPORTED,
          line,
          "'timeframe' belongs to Sigma 1 aggregations; write a correlation instead");
    }
    Map<String, Search> searches = searches(detection, List.of("condition"), placeholders);
    List<Condition> conditions = new ArrayList<>();
    for (Node node : Yaml.items(Yaml.require(detection, "condition", line))) {
      conditions.add(condition(node, searches));
    }
    if (conditions.isEmpty()) {
      throw RuleFault.failed(line, "'condition' must not be an empty list");
    }
    return new SigmaRule(
        header,
        logSource(Yaml.require(rule, "logsource", line)),
        searches,
        List.copyOf(conditions));
  }

  /** All entries but these, as searches. */
  static Map<String, Search> searches(
      Map<String, Node> entries, List<String> others, Placeholders placeholders) {
    Map<String, Search> searches = new LinkedHashMap<>();
    entries.forEach((name, node) -> {
      if (!others.contains(name)) {
        searches.put(name, SearchReader.read(node, placeholders));
      }
    });
    return Collections.unmodifiableMap(searches);
  }

  static Condition condition(Node node, Map<String, Search> searches) {
    return ConditionReader.read(
        Yaml.text(node, "'condition'"),
        searches.keySet(),
        "a search of this document",
        Yaml.line(node));
  }

  static LogSource logSource(Node node) {
    Map<String, Node> entries = Yaml.map(node, "'logsource'");
    return new LogSource(
        Yaml.textOrNull(entries.get("product"), "'product'"),
        Yaml.textOrNull(entries.get("category"), "'category'"),
        Yaml.textOrNull(entries.get("service"), "'service'"));
  }
}
