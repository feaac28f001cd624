package io.merlon.connect.file;

import io.merlon.detection.Placeholders;
import io.merlon.detection.RuleLibrary;
import io.merlon.detection.RuleProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Sigma rules as they lie in files, one YAML document or several in each. */
public final class RuleFiles {
  private static final int MAX_BYTES = 8 << 20;

  private RuleFiles() {}

  /** A file's content, or why it has none. */
  private record Content(Path file, Optional<String> text, String reason) {}

  /** Reads rules whose placeholders nobody fills. */
  public static RuleLibrary read(List<Path> paths) {
    return read(paths, Placeholders.NONE);
  }

  /**
   * Reads all that the paths name, on all cores. A file that cannot be read is a problem of the
   * library, like a document that is not a rule.
   *
   * @param paths files, or folders whose {@code .yml} and {@code .yaml} files are read, also those
   *     of the folders below; those that are not there hold nothing, see {@link #missing}
   */
  public static RuleLibrary read(List<Path> paths, Placeholders placeholders) {
    List<RuleProblem> problems = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    paths.stream().filter(Files::exists).forEach(path -> find(path, files, problems));
    List<Content> contents = files.parallelStream().distinct().map(RuleFiles::readFile).toList();
    List<RuleLibrary.Source> sources = new ArrayList<>();
    for (Content content : contents) {
      content
          .text()
          .ifPresentOrElse(
              text -> sources.add(new RuleLibrary.Source(content.file().toString(), text)),
              () -> problems.add(failed(content.file(), content.reason())));
    }
    return RuleLibrary.read(sources, placeholders).with(problems);
  }

  /** The paths that are not there. */
  public static List<Path> missing(List<Path> paths) {
    return paths.stream().filter(path -> !Files.exists(path)).toList();
  }

  /**
   * What placeholders stand for, from a file.
   *
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException with file, line and reason when it is wrong
   */
  public static Placeholders placeholders(Path file) throws IOException {
    return Placeholders.read(file.toString(), Files.readString(file));
  }

  private static void find(Path path, List<Path> files, List<RuleProblem> problems) {
    try (Stream<Path> below = Files.walk(path)) {
      below
          .filter(file -> Files.isRegularFile(file) && (file.equals(path) || isYaml(file)))
          .sorted()
          .forEach(files::add);
    } catch (IOException | UncheckedIOException e) {
      problems.add(failed(path, "cannot be listed: " + e.getMessage()));
    }
  }

  private static boolean isYaml(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yml") || name.endsWith(".yaml");
  }

  private static Content readFile(Path file) {
    try {
      return Files.size(file) > MAX_BYTES
          ? none(file, "is larger than " + (MAX_BYTES >> 20) + " MiB, which no rule is")
          : new Content(file, Optional.of(Files.readString(file)), "");
    } catch (CharacterCodingException e) {
      return none(file, "is not UTF-8");
    } catch (IOException e) {
      return none(file, "cannot be read: " + e.getMessage());
    }
  }

  private static Content none(Path file, String reason) {
    return new Content(file, Optional.empty(), reason);
  }

  private static RuleProblem failed(Path path, String reason) {
    return new RuleProblem(RuleProblem.Kind.FAILED, path.toString(), 0, reason);
  }
}
