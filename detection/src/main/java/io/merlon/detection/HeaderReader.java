package io.merlon.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads what a document says about itself. */
final class HeaderReader {
  private static final List<String> TEXTS =
      List.of("author", "date", "modified", "status", "license", "taxonomy");
  private static final List<String> LISTS =
      List.of("references", "falsepositives", "fields", "scope");

  private HeaderReader() {}

  static RuleHeader read(String source, Node document, Map<String, Node> entries) {
    int line = Yaml.line(document);
    Map<String, String> about = new LinkedHashMap<>();
    for (String entry : TEXTS) {
      List<String> texts = texts(entries.get(entry));
      if (!texts.isEmpty()) {
        about.put(entry, String.join(", ", texts));
      }
    }
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (String entry : LISTS) {
      List<String> texts = texts(entries.get(entry));
      if (!texts.isEmpty()) {
        lists.put(entry, texts);
      }
    }
    return new RuleHeader(
        source,
        line,
        Yaml.textOrNull(entries.get("id"), "'id'"),
        Yaml.textOrNull(entries.get("name"), "'name'"),
        Yaml.text(Yaml.require(entries, "title", line), "'title'"),
        Yaml.textOrNull(entries.get("level"), "'level'"),
        tags(entries),
        String.join("\n", texts(entries.get("description"))).strip(),
        Map.copyOf(about),
        Map.copyOf(lists),
        related(entries.get("related")));
  }

  private static List<String> tags(Map<String, Node> entries) {
    Node node = entries.get("tags");
    return node == null
        ? List.of()
        : Yaml.items(node).stream().map(tag -> Yaml.text(tag, "a tag")).toList();
  }

  /** The texts of an entry; whatever is none is left out. */
  private static List<String> texts(@Nullable Node node) {
    return node == null
        ? List.of()
        : Yaml.items(node).stream()
            .flatMap(item ->
                item instanceof ScalarNode scalar && !scalar.getValue().isBlank()
                    ? Optional.of(scalar.getValue()).stream()
                    : Optional.<String>empty().stream())
            .toList();
  }

  private static List<RuleHeader.Related> related(@Nullable Node node) {
    List<RuleHeader.Related> related = new ArrayList<>();
    for (Node item : node == null ? List.<Node>of() : Yaml.items(node)) {
      if (item instanceof MappingNode) {
        Map<String, Node> parts = Yaml.map(item, "a related rule");
        if (parts.get("id") instanceof ScalarNode id) {
          related.add(
              new RuleHeader.Related(
                  id.getValue(),
                  parts.get("type") instanceof ScalarNode type ? type.getValue() : ""));
        }
      }
    }
    return List.copyOf(related);
  }
}
