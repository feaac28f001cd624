package io.merlon.detection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Which events the log sources of rules mean, as data: {@code log-sources.yaml}. */
public final class LogSources {
  private final List<Entry> entries;

  /** For all log sources that have what this one names: what holds, and what must not. */
  private record Entry(LogSource source, Optional<Search> when, Optional<Search> unless) {}

  /**
   * What an event of a log source is like.
   *
   * @param when all of these hold
   * @param unless none of these holds
   */
  public record Meaning(List<Search> when, List<Search> unless) {}

  private LogSources(List<Entry> entries) {
    this.entries = entries;
  }

  /** The mapping that comes with the engine. */
  public static LogSources builtIn() {
    try (InputStream in =
        Objects.requireNonNull(
            LogSources.class.getResourceAsStream("log-sources.yaml"), "log-sources.yaml")) {
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("log-sources.yaml cannot be read", e);
    }
  }

  /**
   * Reads a mapping: a list of {@code logsource}, one or several, with {@code when} or {@code
   * unless}, both Sigma searches.
   *
   * @throws IllegalArgumentException with the line and what is wrong
   */
  public static LogSources read(String yaml) {
    try {
      List<Entry> entries = new ArrayList<>();
      for (Node document : Yaml.documents(yaml)) {
        for (Node item : Yaml.items(document)) {
          Map<String, Node> parts = Yaml.map(item, "a log source mapping");
          Node source = parts.get("logsource");
          if (source == null) {
            throw RuleFault.failed(Yaml.line(item), "logsource is missing");
          }
          Optional<Search> when = search(parts.get("when"));
          Optional<Search> unless = search(parts.get("unless"));
          for (Node one : Yaml.items(source)) {
            entries.add(new Entry(RuleReader.logSource(one), when, unless));
          }
        }
      }
      return new LogSources(List.copyOf(entries));
    } catch (RuleFault e) {
      throw new IllegalArgumentException(e.in("log sources").toString(), e);
    }
  }

  private static Optional<Search> search(@Nullable Node node) {
    return Optional.ofNullable(node).map(one -> SearchReader.read(one, Placeholders.NONE));
  }

  /** Which events rules of this log source are about. */
  public Meaning of(LogSource source) {
    List<Entry> concerned =
        entries.stream().filter(entry -> entry.source().covers(source)).toList();
    return new Meaning(
        concerned.stream().flatMap(entry -> entry.when().stream()).toList(),
        concerned.stream().flatMap(entry -> entry.unless().stream()).toList());
  }
}
