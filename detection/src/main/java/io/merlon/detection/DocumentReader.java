package io.merlon.detection;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one YAML document: a rule, a correlation or a filter. */
final class DocumentReader {
  private DocumentReader() {}

  /** A document as it was read by itself, before it is linked with others. */
  sealed interface Document {
    RuleHeader header();
  }

  /** A rule. */
  record Plain(SigmaRule rule) implements Document {
    @Override
    public RuleHeader header() {
      return rule.header();
    }
  }

  /** A filter and the rules that it names. */
  record Filter(SigmaFilter filter, List<Reference> references) implements Document {
    @Override
    public RuleHeader header() {
      return filter.header();
    }
  }

  /**
   * A correlation whose members are names so far.
   *
   * @param aliases by alias, for each reference the field
   */
  record Correlation(
      RuleHeader header,
      CorrelationRule.Type type,
      List<Reference> references,
      Map<String, Map<Reference, String>> aliases,
      List<String> groupBy,
      Duration timespan,
      CorrelationCondition condition,
      boolean generate)
      implements Document {}

  static Document read(String source, Node node, Placeholders placeholders) {
    Map<String, Node> entries = Yaml.map(node, "a rule");
    RuleHeader header = HeaderReader.read(source, node, entries);
    if (entries.containsKey("correlation")) {
      return CorrelationReader.read(header, entries);
    }
    return entries.containsKey("filter")
        ? FilterReader.read(header, entries, placeholders)
        : new Plain(RuleReader.read(header, entries, placeholders));
  }
}
