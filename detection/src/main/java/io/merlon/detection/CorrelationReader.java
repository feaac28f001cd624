package io.merlon.detection;

import io.merlon.detection.CorrelationCondition.Bound;
import io.merlon.detection.CorrelationCondition.Order;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one YAML document as a correlation. */
final class CorrelationReader {
  private static final Pattern TIMESPAN = Pattern.compile("([1-9][0-9]{0,5})([smhdwMy])");
  private static final Map<String, Long> SECONDS =
      Map.of(
          "s",
          1L,
          "m",
          60L,
          "h",
          3_600L,
          "d",
          86_400L,
          "w",
          604_800L,
          "M",
          2_629_746L,
          "y",
          31_556_952L);
  private static final Map<String, Order> ORDERS =
      Map.of(
          "gt", Order.GREATER,
          "gte", Order.GREATER_OR_EQUAL,
          "lt", Order.LESS,
          "lte", Order.LESS_OR_EQUAL,
          "eq", Order.EQUAL,
          "neq", Order.NOT_EQUAL);
  private static final Set<String> ENTRIES =
      Set.of("type", "rules", "aliases", "group-by", "timespan", "condition", "generate");
  private static final BigDecimal HUNDRED = new BigDecimal(100);

  private CorrelationReader() {}

  static DocumentReader.Correlation read(RuleHeader header, Map<String, Node> document) {
    Node section = Yaml.require(document, "correlation", header.line());
    Map<String, Node> entries = Yaml.map(section, "'correlation'");
    int line = Yaml.line(section);
    entries.forEach((name, node) -> {
      if (!ENTRIES.contains(name)) {
        throw RuleFault.failed(Yaml.line(node), "'" + name + "' is not an entry of a correlation");
      }
    });
    CorrelationRule.Type type = type(Yaml.require(entries, "type", line));
    Optional<Node> asked = Optional.ofNullable(entries.get("condition"));
    List<Reference> references =
        entries.containsKey("rules") || asked.isEmpty() || asked.get() instanceof MappingNode
            ? Reference.list(Yaml.require(entries, "rules", line), "'rules'")
            : named(asked.get());
    CorrelationCondition condition =
        asked
            .map(node -> condition(type, node, references))
            .orElseGet(() -> all(type, references, line));
    Node groupBy = entries.get("group-by");
    return new DocumentReader.Correlation(
        header,
        type,
        references,
        aliases(entries),
        groupBy == null
            ? List.of()
            : Yaml.items(groupBy).stream().map(one -> Yaml.text(one, "'group-by'")).toList(),
        timespan(Yaml.require(entries, "timespan", line)),
        condition,
        generate(entries, document));
  }

  private static CorrelationRule.Type type(Node node) {
    String text = Yaml.text(node, "'type'");
    return Arrays.stream(CorrelationRule.Type.values())
        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() -> {
          String known =
              Arrays.stream(CorrelationRule.Type.values())
                  .map(one -> one.name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(", "));
          return RuleFault.failed(
              Yaml.line(node), "'" + text + "' is not a type of correlation: " + known);
        });
  }

  /** The rules that a condition in words names, where nothing else lists them. */
  private static List<Reference> named(Node condition) {
    int line = Yaml.line(condition);
    List<Reference> named =
        Arrays.stream(Yaml.text(condition, "'condition'").split("[\\s()]+", -1))
            .filter(word -> !word.isEmpty())
            .filter(word -> !Set.of("and", "or", "not").contains(word.toLowerCase(Locale.ROOT)))
            .distinct()
            .map(word -> new Reference(word, line))
            .toList();
    if (named.isEmpty()) {
      throw RuleFault.failed(line, "the condition names no rule");
    }
    return named;
  }

  private static CorrelationCondition condition(
      CorrelationRule.Type type, Node node, List<Reference> references) {
    if (node instanceof MappingNode) {
      return threshold(type, node);
    }
    if (!type.isTemporal()) {
      throw RuleFault.failed(
          Yaml.line(node), "the condition has to be a map, as in {gte: 10}, for this type");
    }
    Set<String> names =
        references.stream()
            .map(Reference::text)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return new CorrelationCondition.Occurrence(
        ConditionReader.read(
            Yaml.text(node, "'condition'"), names, "one of its 'rules'", Yaml.line(node)));
  }

  private static CorrelationCondition all(
      CorrelationRule.Type type, List<Reference> references, int line) {
    if (!type.isTemporal()) {
      throw RuleFault.failed(line, "'condition' is missing");
    }
    List<Condition> each =
        references.stream().<Condition>map(one -> new Condition.Named(one.text())).toList();
    return new CorrelationCondition.Occurrence(new Condition.And(each));
  }

  private static CorrelationCondition threshold(CorrelationRule.Type type, Node node) {
    int line = Yaml.line(node);
    List<Bound> bounds = new ArrayList<>();
    List<String> fields = List.of();
    Optional<BigDecimal> percentile = Optional.empty();
    for (Map.Entry<String, Node> entry : Yaml.map(node, "'condition'").entrySet()) {
      Node value = entry.getValue();
      Order order = ORDERS.get(entry.getKey());
      if (order != null) {
        bounds.add(new Bound(order, number(value)));
      } else if (entry.getKey().equals("field")) {
        fields = Yaml.items(value).stream().map(one -> Yaml.text(one, "'field'")).toList();
      } else if (entry.getKey().equals("percentile")) {
        percentile = Optional.of(number(value));
      } else {
        throw RuleFault.failed(
            Yaml.line(value), "'" + entry.getKey() + "' is not an entry of a condition");
      }
    }
    if (bounds.isEmpty()) {
      throw RuleFault.failed(line, "the condition needs one of gt, gte, lt, lte, eq, neq");
    }
    if (type.needsField() == fields.isEmpty()) {
      throw RuleFault.failed(
          line,
          type.needsField()
              ? "the condition needs 'field' for this type"
              : "the condition has 'field', which this type does not look at");
    }
    if (fields.size() > 1 && type != CorrelationRule.Type.VALUE_COUNT) {
      throw RuleFault.failed(line, "the condition may name several fields with value_count only");
    }
    boolean outside =
        percentile.filter(p -> p.signum() < 0 || p.compareTo(HUNDRED) > 0).isPresent();
    if (percentile.isPresent() && type != CorrelationRule.Type.VALUE_PERCENTILE || outside) {
      throw RuleFault.failed(
          line, "'percentile' goes with value_percentile, and is a number from 0 to 100");
    }
    return new CorrelationCondition.Threshold(List.copyOf(bounds), fields, percentile);
  }

  private static BigDecimal number(Node node) {
    String text = Yaml.text(node, "a bound");
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw RuleFault.failed(Yaml.line(node), "'" + text + "' is not a number");
    }
  }

  private static Map<String, Map<Reference, String>> aliases(Map<String, Node> entries) {
    Node node = entries.get("aliases");
    Map<String, Map<Reference, String>> aliases = new HashMap<>();
    Map<String, Node> byAlias = node == null ? Map.of() : Yaml.map(node, "'aliases'");
    byAlias.forEach((alias, fields) -> {
      Map<Reference, String> byRule = new LinkedHashMap<>();
      Yaml.map(fields, "an alias")
          .forEach((rule, field) ->
              byRule.put(new Reference(rule, Yaml.line(field)), Yaml.text(field, "a field")));
      aliases.put(alias, byRule);
    });
    return aliases;
  }

  private static Duration timespan(Node node) {
    String text = Yaml.text(node, "'timespan'");
    Matcher matcher = TIMESPAN.matcher(text);
    if (!matcher.matches()) {
      throw RuleFault.failed(
          Yaml.line(node),
          "'" + text + "' is not a timespan, which is a number with s, m, h, d, w, M or y: 90m");
    }
    return Duration.ofSeconds(
        Long.parseLong(matcher.group(1)) * SECONDS.getOrDefault(matcher.group(2), 1L));
  }

  /** Where the specification has it, in the document; where others write it, in the section. */
  private static boolean generate(Map<String, Node> entries, Map<String, Node> document) {
    Node node = document.getOrDefault("generate", entries.get("generate"));
    String text = node == null ? "false" : Yaml.text(node, "'generate'");
    if (node != null && !text.equals("true") && !text.equals("false")) {
      throw RuleFault.failed(Yaml.line(node), "'generate' has to be true or false");
    }
    return Boolean.parseBoolean(text);
  }
}
