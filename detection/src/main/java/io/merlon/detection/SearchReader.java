package io.merlon.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads one named search: a map of fields, a list of maps, or keywords. */
final class SearchReader {
  private static final int MAX_DEPTH = 16;

  private final Placeholders placeholders;

  private SearchReader(Placeholders placeholders) {
    this.placeholders = placeholders;
  }

  static Search read(Node node, Placeholders placeholders) {
    return new SearchReader(placeholders).read(node, 0);
  }

  private Search read(Node node, int depth) {
    if (depth > MAX_DEPTH) {
      throw RuleFault.failed(Yaml.line(node), "a search is nested deeper than " + MAX_DEPTH);
    }
    return switch (node) {
      case MappingNode mapping -> fields(mapping);
      case SequenceNode sequence when !sequence.getValue().isEmpty() -> list(sequence, depth);
      case ScalarNode scalar -> values(null, List.of(), scalar);
      default -> throw RuleFault.failed(Yaml.line(node), "a search must not be empty");
    };
  }

  private Search list(SequenceNode sequence, int depth) {
    List<Search> parts = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      parts.add(read(item, depth + 1));
    }
    return parts.size() == 1 ? parts.getFirst() : new Search.AnyOf(List.copyOf(parts));
  }

  private Search fields(MappingNode mapping) {
    List<Search> parts = new ArrayList<>();
    for (Map.Entry<String, Node> entry : Yaml.map(mapping, "a search").entrySet()) {
      List<String> words = Arrays.asList(entry.getKey().split("\\|", -1));
      String field = words.getFirst().isEmpty() ? null : words.getFirst();
      parts.add(values(field, words.subList(1, words.size()), entry.getValue()));
    }
    if (parts.isEmpty()) {
      throw RuleFault.failed(Yaml.line(mapping), "a search must not be empty");
    }
    return parts.size() == 1 ? parts.getFirst() : new Search.AllOf(List.copyOf(parts));
  }

  private Search values(@Nullable String field, List<String> words, Node node) {
    Modifiers modifiers = Modifiers.read(words, Yaml.line(node));
    List<Predicate> predicates = new ArrayList<>();
    for (Node value : Yaml.items(node)) {
      if (!(value instanceof ScalarNode scalar)) {
        throw RuleFault.failed(Yaml.line(value), "a field's value has to be text or a list of it");
      }
      predicates.add(PredicateReader.read(scalar, modifiers, placeholders));
    }
    if (predicates.isEmpty()) {
      throw RuleFault.failed(Yaml.line(node), "a field's list of values must not be empty");
    }
    return new Search.FieldTest(
        field, modifiers.all(), modifiers.negated(), List.copyOf(predicates));
  }
}
