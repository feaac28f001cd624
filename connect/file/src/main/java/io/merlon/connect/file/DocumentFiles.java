package io.merlon.connect.file;

import io.merlon.model.Value;
import io.merlon.policy.PolicyProblem;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What was written down for an assessment: assignments, exemptions, attestations and the like, read
 * from files and folders in any form that the ARM API and the {@code az} command give them. What is
 * wrong with one leaves the others as they are.
 *
 * @param items what could be read, in the order of the files
 * @param problems what could not, and why
 * @param <T> what a document holds
 */
public record DocumentFiles<T>(List<T> items, List<PolicyProblem> problems) {
  public DocumentFiles {
    items = List.copyOf(items);
    problems = List.copyOf(problems);
  }

  /**
   * Makes something of a document, as {@code PolicyExemption::read} does.
   *
   * @param <T> what
   */
  @FunctionalInterface
  public interface DocumentParser<T> {
    /** What the document holds, or nothing after the problem was told. */
    Optional<T> read(String source, Value document, Consumer<PolicyProblem> problems);
  }

  /**
   * Reads all documents of some files.
   *
   * @param paths files, and folders whose {@code .json} and {@code .json.gz} files are read
   * @param parser makes something of each document
   */
  public static <T> DocumentFiles<T> read(List<String> paths, DocumentParser<T> parser) {
    List<T> items = new ArrayList<>();
    List<PolicyProblem> problems = new ArrayList<>();
    for (InputFile file : find(paths, problems)) {
      for (JsonDocument document : JsonFile.read(file, problems::add)) {
        parser
            .read(document.source(), document.value(), below(document.pointer(), problems::add))
            .ifPresent(items::add);
      }
    }
    return new DocumentFiles<>(items, problems);
  }

  /** Takes problems whose pointers begin at the document for those of the whole file. */
  static Consumer<PolicyProblem> below(String pointer, Consumer<PolicyProblem> problems) {
    return problem ->
        problems.accept(
            new PolicyProblem(problem.source(), pointer + problem.pointer(), problem.reason()));
  }

  /** The files that paths name; of folders those that their names call JSON. */
  static List<InputFile> find(List<String> paths, List<PolicyProblem> problems) {
    List<InputFile> found = new ArrayList<>();
    for (String path : paths) {
      InputProblems.Gatherer gatherer = new InputProblems.Gatherer(Integer.MAX_VALUE);
      InputFiles files = new InputFiles(gatherer);
      // Whoever means a file of this name says ./-
      files.add(
          path.equals(InputFiles.STANDARD_INPUT) ? "./-" : path, InputStream.nullInputStream());
      for (InputProblem problem : gatherer.problems().kept()) {
        problems.add(new PolicyProblem(problem.file(), "", problem.reason()));
      }
      List<InputFile> json =
          files.files().stream()
              .filter(file -> file.name().equals(path) || isJson(file.name()))
              .toList();
      if (json.isEmpty() && !files.files().isEmpty()) {
        problems.add(new PolicyProblem(path, "", "holds no .json or .json.gz file"));
      }
      found.addAll(json);
    }
    return found;
  }

  private static boolean isJson(String name) {
    return name.endsWith(".json") || name.endsWith(".json.gz");
  }
}
