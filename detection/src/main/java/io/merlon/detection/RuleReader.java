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

  static SigmaRule read(String source, Node document) {
    Map<String, Node> rule = Yaml.map(document, "a rule");
    int line = Yaml.line(document);
    for (String later : List.of("correlation", "filter", "action")) {
      if (rule.containsKey(later)) {
        String title = Yaml.textOrNull(rule.get("title"), "'title'");
        throw new RuleFault(
            RuleProblem.Kind.UNSUPPORTED,
            line,
            "'"
                + (title == null ? "untitled" : title)
                + "' is a Sigma "
                + later
                + " document; only rules are read so far");
      }
    }
    Map<String, Node> detection = Yaml.map(require(rule, "detection", line), "'detection'");
    if (detection.containsKey("timeframe")) {
      throw new RuleFault(
          RuleProblem.Kind.UNSUPPORTED,
          line,
          "'timeframe' belongs to Sigma 1 aggregations; write a correlation instead");
    }
    Map<String, Search> searches = new LinkedHashMap<>();
    detection.forEach((name, node) -> {
      if (!name.equals("condition")) {
        searches.put(name, SearchReader.read(node));
      }
    });
    List<Condition> conditions = new ArrayList<>();
    for (Node node : Yaml.items(require(detection, "condition", line))) {
      conditions.add(
          ConditionReader.read(Yaml.text(node, "'condition'"), searches.keySet(), Yaml.line(node)));
    }
    if (conditions.isEmpty()) {
      throw RuleFault.failed(line, "'condition' must not be an empty list");
    }
    return new SigmaRule(
        source,
        Yaml.textOrNull(rule.get("id"), "'id'"),
        Yaml.text(require(rule, "title", line), "'title'"),
        Yaml.textOrNull(rule.get("level"), "'level'"),
        tags(rule),
        logSource(require(rule, "logsource", line)),
        Collections.unmodifiableMap(searches),
        List.copyOf(conditions));
  }

  private static Node require(Map<String, Node> map, String name, int line) {
    Node node = map.get(name);
    if (node == null) {
      throw RuleFault.failed(line, "'" + name + "' is missing");
    }
    return node;
  }

  private static List<String> tags(Map<String, Node> rule) {
    Node node = rule.get("tags");
    return node == null
        ? List.of()
        : Yaml.items(node).stream().map(tag -> Yaml.text(tag, "a tag")).toList();
  }

  private static LogSource logSource(Node node) {
    Map<String, Node> entries = Yaml.map(node, "'logsource'");
    return new LogSource(
        Yaml.textOrNull(entries.get("product"), "'product'"),
        Yaml.textOrNull(entries.get("category"), "'category'"),
        Yaml.textOrNull(entries.get("service"), "'service'"));
  }
}
