package io.merlon.detection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What the placeholders of rules ({@code %name%} with {@code expand}) stand for here. Values are
 * Sigma values: {@code *} and {@code ?} are wildcards.
 */
public final class Placeholders {
  /** None has a value. */
  public static final Placeholders NONE = new Placeholders(Map.of());

  private static final Pattern PLACEHOLDER = Pattern.compile("%([^%]+)%");
  private static final int MOST = 10_000;

  private final Map<String, List<String>> values;

  private Placeholders(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads a map from name to a value or a list of values, as it stands or below {@code vars} as in
   * a pipeline.
   *
   * @throws IllegalArgumentException with the line and what is wrong
   */
  public static Placeholders read(String name, String yaml) {
    try {
      Map<String, List<String>> values = new HashMap<>();
      for (Node document : Yaml.documents(yaml)) {
        Map<String, Node> entries = Yaml.map(document, "the list of placeholders");
        Node vars = entries.get("vars");
        if (vars instanceof MappingNode) {
          entries = Yaml.map(vars, "'vars'");
        }
        entries.forEach((placeholder, node) ->
            values.put(
                placeholder,
                Yaml.items(node).stream().map(one -> Yaml.text(one, "a value")).toList()));
      }
      return new Placeholders(Map.copyOf(values));
    } catch (RuleFault e) {
      throw new IllegalArgumentException(e.in(name).toString(), e);
    }
  }

  /**
   * A text in which placeholders were replaced.
   *
   * @param filled whether none without values is left
   */
  record Expanded(String text, boolean filled) {}

  /** The texts that a text stands for; a placeholder without values stays as it is. */
  List<Expanded> expand(String text, int line) {
    List<Expanded> texts = List.of(new Expanded("", true));
    Matcher matcher = PLACEHOLDER.matcher(text);
    int from = 0;
    while (matcher.find()) {
      List<String> known = values.getOrDefault(matcher.group(1), List.of());
      List<Expanded> ends =
          known.isEmpty()
              ? List.of(new Expanded(matcher.group(), false))
              : known.stream().map(value -> new Expanded(value, true)).toList();
      if ((long) texts.size() * ends.size() > MOST) {
        throw RuleFault.failed(line, "'" + text + "' stands for more than " + MOST + " texts");
      }
      texts = combined(texts, text.substring(from, matcher.start()), ends);
      from = matcher.end();
    }
    return combined(texts, text.substring(from), List.of(new Expanded("", true)));
  }

  private static List<Expanded> combined(
      List<Expanded> starts, String middle, List<Expanded> ends) {
    List<Expanded> texts = new ArrayList<>();
    for (Expanded start : starts) {
      for (Expanded end : ends) {
        texts.add(new Expanded(start.text + middle + end.text, start.filled && end.filled));
      }
    }
    return texts;
  }
}
