package io.merlon.content;

import io.merlon.detection.Event;
import io.merlon.detection.RuleLibrary;
import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Merlon's own detection rules, in Sigma, for what the public rules leave out. */
public final class MerlonRules {
  private static final String FOLDER = "rules";
  private static final String EXAMPLES = ".events.json";

  private MerlonRules() {}

  /**
   * Reads the rules that this program was built with.
   *
   * @throws java.io.UncheckedIOException when the program's own files cannot be read
   */
  public static RuleLibrary load() {
    return RuleLibrary.read(ContentFolder.open(MerlonRules::sources));
  }

  /**
   * Events that the rules of an area match, those of each rule together, in the order of the rules.
   *
   * @param area a folder of rules, such as {@code keyvault}
   */
  public static List<Event> examples(String area) {
    return ContentFolder.open(folder -> {
      List<Path> files;
      try (Stream<Path> found = Files.list(folder.resolve(FOLDER).resolve(area))) {
        files = found.filter(file -> file.toString().endsWith(EXAMPLES)).sorted().toList();
      }
      List<Event> events = new ArrayList<>();
      for (Path file : files) {
        String name = area + "/" + file.getFileName();
        Value matching = Json.parse(Files.readString(file)).get("matching");
        if (matching instanceof ArrayValue(List<Value> items)) {
          for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof ObjectValue fields) {
              events.add(new Event(name, i + 1L, fields));
            }
          }
        }
      }
      return events;
    });
  }

  private static List<RuleLibrary.Source> sources(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder.resolve(FOLDER))) {
      files = found.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    }
    List<RuleLibrary.Source> sources = new ArrayList<>(files.size());
    for (Path file : files) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      sources.add(new RuleLibrary.Source(name, Files.readString(file)));
    }
    return sources;
  }
}
