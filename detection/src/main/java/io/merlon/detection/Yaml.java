package io.merlon.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** YAML as nodes that know their line. Size is bounded, and no alias repeats a collection. */
final class Yaml {
  private static final int MAX_CODE_POINTS = 1 << 20;

  private Yaml() {}

  static List<Node> documents(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setCodePointLimit(MAX_CODE_POINTS)
            .setMaxAliasesForCollections(0)
            .build();
    List<Node> documents = new ArrayList<>();
    try {
      new Composer(
              settings,
              new ShallowParser(new ParserImpl(settings, new StreamReader(settings, text))))
          .forEachRemaining(documents::add);
    } catch (MarkedYamlEngineException e) {
      throw RuleFault.failed(
          e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0),
          "not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw RuleFault.failed(0, "not YAML: " + e.getMessage());
    }
    return documents;
  }

  static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  static Map<String, Node> map(Node node, String what) {
    if (!(node instanceof MappingNode mapping)) {
      throw RuleFault.failed(line(node), what + " has to be a map");
    }
    Map<String, Node> entries = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      String key = text(entry.getKeyNode(), "a key");
      if (entries.putIfAbsent(key, entry.getValueNode()) != null) {
        throw RuleFault.failed(line(entry.getKeyNode()), "'" + key + "' is there twice");
      }
    }
    return entries;
  }

  /** The entry of this name, which has to be there. */
  static Node require(Map<String, Node> entries, String name, int line) {
    Node node = entries.get(name);
    if (node == null) {
      throw RuleFault.failed(line, "'" + name + "' is missing");
    }
    return node;
  }

  /** A list's items; anything else is a list of itself. */
  static List<Node> items(Node node) {
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
  }

  static String text(Node node, String what) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw RuleFault.failed(line(node), what + " has to be text");
  }

  static @Nullable String textOrNull(@Nullable Node node, String what) {
    return node == null ? null : text(node, what);
  }
}
