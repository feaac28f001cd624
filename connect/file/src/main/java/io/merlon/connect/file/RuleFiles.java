package io.merlon.connect.file;

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
import java.util.stream.Stream;

/** Sigma rules as they lie in files, one YAML document or several in each. */
public final class RuleFiles {
  private static final int MAX_BYTES = 8 << 20;

  private RuleFiles() {}

  /**
   * Reads all that the paths name, on all cores. A file that cannot be read is a problem of the
   * library, like a document that is not a rule.
   *
   * @param paths files, or folders whose {@code .yml} and {@code .yaml} files are read, also those
   *     of the folders below
   */
  public static RuleLibrary read(List<Path> paths) {
    List<RuleProblem> problems = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      find(path, files, problems);
    }
    List<RuleLibrary> libraries = files.parallelStream().map(RuleFiles::readFile).toList();
    libraries.forEach(library -> problems.addAll(library.problems()));
    return new RuleLibrary(
        libraries.stream().flatMap(library -> library.rules().stream()).toList(), problems);
  }

  private static void find(Path path, List<Path> files, List<RuleProblem> problems) {
    if (!Files.exists(path)) {
      problems.add(failed(path, "there is no such file or folder"));
      return;
    }
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

  private static RuleLibrary readFile(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        return none(failed(file, "is larger than " + (MAX_BYTES >> 20) + " MiB, which no rule is"));
      }
      return RuleLibrary.read(
          List.of(new RuleLibrary.Source(file.toString(), Files.readString(file))));
    } catch (CharacterCodingException e) {
      return none(failed(file, "is not UTF-8"));
    } catch (IOException e) {
      return none(failed(file, "cannot be read: " + e.getMessage()));
    }
  }

  private static RuleLibrary none(RuleProblem problem) {
    return new RuleLibrary(List.of(), List.of(problem));
  }

  private static RuleProblem failed(Path path, String reason) {
    return new RuleProblem(RuleProblem.Kind.FAILED, path.toString(), 0, reason);
  }
}
