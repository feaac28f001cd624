package io.merlon.connect.file;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.policy.AliasTable;
import io.merlon.policy.PolicyDefinition;
import io.merlon.policy.PolicyInitiative;
import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Policy definitions and initiatives as they lie in files: one a file, as Azure publishes them, or
 * in a list, as {@code az policy definition list} gives them, with or without the outer {@code
 * properties}. Alias tables and provider catalogues that lie with them are recognised.
 *
 * @param definitions the definitions that could be read, in the order of the files
 * @param initiatives the same of initiatives
 * @param problems what is neither of these nor one of the others, or is wrong
 * @param aliases the tables {@code aliases.json} or {@code aliases.json.gz} in the folders or up to
 *     three levels above them, and other tables and provider catalogues that are given themselves
 *     or lie in the folders themselves
 * @param others what lies with the definitions without being one, by file
 */
public record DefinitionFiles(
    List<PolicyDefinition> definitions,
    List<PolicyInitiative> initiatives,
    List<PolicyProblem> problems,
    AliasTable aliases,
    Map<String, OtherDocument> others) {
  private static final List<String> ALIAS_FILES = List.of("aliases.json", "aliases.json.gz");
  private static final int LEVELS_ABOVE = 3;

  public DefinitionFiles {
    definitions = List.copyOf(definitions);
    initiatives = List.copyOf(initiatives);
    problems = List.copyOf(problems);
    others = Map.copyOf(others);
  }

  /** What one file holds. */
  private record Contents(
      InputFile file,
      List<PolicyDefinition> definitions,
      List<PolicyInitiative> initiatives,
      List<PolicyProblem> problems,
      List<JsonDocument> others) {}

  /**
   * Reads all that the paths name, on all cores.
   *
   * @param paths files, or folders whose {@code .json} and {@code .json.gz} files are read
   */
  public static DefinitionFiles read(List<String> paths) {
    List<PolicyProblem> problems = new ArrayList<>();
    List<InputFile> files = DocumentFiles.find(paths, problems);
    List<PolicyDefinition> definitions = new ArrayList<>();
    List<PolicyInitiative> initiatives = new ArrayList<>();
    Map<String, OtherDocument> others = new LinkedHashMap<>();
    AliasTable catalogues = AliasTable.EMPTY;
    AliasTable tables = AliasTable.EMPTY;
    for (Contents contents : files.parallelStream().map(DefinitionFiles::contents).toList()) {
      definitions.addAll(contents.definitions());
      initiatives.addAll(contents.initiatives());
      problems.addAll(contents.problems());
      for (JsonDocument other : contents.others()) {
        OtherDocument kind = OtherDocument.of(other.value()).orElseThrow();
        others.put(contents.file().name(), kind);
      }
      if (isAliasFile(contents.file().path())) {
        tables = tables.with(tables(contents));
      } else if (liesIn(paths, contents.file().path())) {
        catalogues = catalogues.with(tables(contents));
      }
    }
    for (InputFile above : aliasFilesAbove(paths)) {
      tables = tables.with(tables(contents(above)));
    }
    return new DefinitionFiles(definitions, initiatives, problems, catalogues.with(tables), others);
  }

  /** A library of them all. */
  public PolicyLibrary library() {
    return addTo(PolicyLibrary.builder()).build();
  }

  /** Adds them all, and what was wrong, to a library. */
  public PolicyLibrary.Builder addTo(PolicyLibrary.Builder library) {
    definitions.forEach(library::add);
    initiatives.forEach(library::add);
    problems.forEach(library::add);
    return library;
  }

  private static Contents contents(InputFile file) {
    Contents contents =
        new Contents(
            file, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (JsonDocument document : JsonFile.read(file, contents.problems()::add)) {
      read(document, contents);
    }
    return contents;
  }

  private static void read(JsonDocument document, Contents contents) {
    Value value = document.value();
    Consumer<PolicyProblem> problems =
        DocumentFiles.below(document.pointer(), contents.problems()::add);
    if (has(value, "policyDefinitions")) {
      PolicyInitiative.read(document.source(), value, problems)
          .ifPresent(contents.initiatives()::add);
    } else if (has(value, "policyRule")) {
      PolicyDefinition.read(document.source(), value, problems)
          .ifPresent(contents.definitions()::add);
    } else if (isOther(document)) {
      contents.others().add(document);
    } else {
      problems.accept(
          new PolicyProblem(
              document.source(),
              "",
              "is neither a definition (it has no policyRule) nor an initiative (it has no"
                  + " policyDefinitions)"));
    }
  }

  /** In a list of definitions there should be nothing unrelated. */
  private static boolean isOther(JsonDocument document) {
    Optional<OtherDocument> kind = OtherDocument.of(document.value());
    return kind.isPresent()
        && (kind.get() != OtherDocument.UNRELATED || document.pointer().isEmpty());
  }

  private static boolean has(Value document, String property) {
    return !document.get(property).isAbsent()
        || !document.get("properties").get(property).isAbsent();
  }

  private static AliasTable tables(Contents contents) {
    AliasTable table = AliasTable.EMPTY;
    for (JsonDocument other : contents.others()) {
      if (other.value() instanceof ObjectValue object
          && OtherDocument.of(object).equals(Optional.of(OtherDocument.ALIAS_TABLE))) {
        table = table.with(AliasTable.of(object));
      }
    }
    return table.with(catalogue(contents));
  }

  private static AliasTable catalogue(Contents contents) {
    List<Value> namespaces =
        contents.others().stream()
            .map(JsonDocument::value)
            .filter(value ->
                OtherDocument.of(value).equals(Optional.of(OtherDocument.PROVIDER_CATALOGUE)))
            .toList();
    return namespaces.isEmpty()
        ? AliasTable.EMPTY
        : AliasTable.ofCatalogue(new ArrayValue(namespaces));
  }

  private static List<InputFile> aliasFilesAbove(List<String> paths) {
    Set<Path> folders = new LinkedHashSet<>();
    for (String path : paths) {
      Optional<Path> folder = Optional.of(Path.of(path).toAbsolutePath().normalize());
      for (int level = 0; level < LEVELS_ABOVE && folder.isPresent(); level++) {
        folder = Optional.ofNullable(folder.get().getParent());
        folder.ifPresent(folders::add);
      }
    }
    List<InputFile> files = new ArrayList<>();
    for (Path folder : folders) {
      for (String name : ALIAS_FILES) {
        Path file = folder.resolve(name);
        boolean given = paths.stream().anyMatch(path -> isBelow(file, path));
        if (!given && Files.isRegularFile(file)) {
          files.addAll(DocumentFiles.find(List.of(file.toString()), new ArrayList<>()));
        }
      }
    }
    return files;
  }

  private static boolean isBelow(Path file, String path) {
    return file.startsWith(Path.of(path).toAbsolutePath().normalize());
  }

  private static boolean isAliasFile(Path file) {
    Path name = file.getFileName();
    return name != null && ALIAS_FILES.contains(name.toString());
  }

  /** Whether the file is one of the paths, or lies in one of them and in no folder below it. */
  private static boolean liesIn(List<String> paths, Path file) {
    return paths.stream()
        .map(Path::of)
        .anyMatch(path -> path.equals(file) || path.equals(file.getParent()));
  }
}
