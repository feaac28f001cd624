package io.merlon.content;

import io.merlon.detection.RuleLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Merlon's own detection rules, in Sigma, for what the public rules leave out. */
public final class MerlonRules {
  private static final String FOLDER = "rules";

  private MerlonRules() {}

  /**
   * Reads the rules that this program was built with.
   *
   * @throws java.io.UncheckedIOException when the program's own files cannot be read
   */
  public static RuleLibrary load() {
    return RuleLibrary.read(ContentFolder.open(MerlonRules::sources));
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
