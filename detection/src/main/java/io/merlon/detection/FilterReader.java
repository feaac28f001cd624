package io.merlon.detection;

import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one YAML document as a global filter. */
final class FilterReader {
  private FilterReader() {}

  static DocumentReader.Filter read(
      RuleHeader header, Map<String, Node> document, Placeholders placeholders) {
    int line = header.line();
    Node section = Yaml.require(document, "filter", line);
    Map<String, Node> filter = Yaml.map(section, "'filter'");
    Map<String, Search> searches =
        RuleReader.searches(filter, List.of("rules", "condition"), placeholders);
    if (searches.isEmpty()) {
      throw RuleFault.failed(Yaml.line(section), "a filter needs a search, such as 'selection'");
    }
    Condition condition =
        RuleReader.condition(Yaml.require(filter, "condition", Yaml.line(section)), searches);
    List<Reference> references =
        Reference.list(Yaml.require(filter, "rules", Yaml.line(section)), "'rules'");
    boolean any = references.size() == 1 && references.getFirst().text().equals("any");
    List<Reference> named = any ? List.of() : references;
    return new DocumentReader.Filter(
        new SigmaFilter(
            header,
            RuleReader.logSource(Yaml.require(document, "logsource", line)),
            named.stream().map(Reference::text).toList(),
            searches,
            keeps(condition)),
        named);
  }

  /**
   * What holds for the events that stay. Filters are written both ways, {@code selection} and
   * {@code not selection}; what tells them apart is that a filter leaves events alone that none of
   * its searches describes.
   */
  private static Condition keeps(Condition condition) {
    return holdsForOthers(condition) ? condition : new Condition.Not(condition);
  }

  private static boolean holdsForOthers(Condition condition) {
    return switch (condition) {
      case Condition.Named named -> false;
      case Condition.Not(Condition operand) -> !holdsForOthers(operand);
      case Condition.And(List<Condition> all) ->
          all.stream().allMatch(FilterReader::holdsForOthers);
      case Condition.Or(List<Condition> some) ->
          some.stream().anyMatch(FilterReader::holdsForOthers);
    };
  }
}
