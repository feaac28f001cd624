package io.merlon.connect.file;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.AliasTable;
import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;

/**
 * Policy definitions, initiatives and alias tables in files: a file holds one, or an array of them
 * as {@code az policy definition list} gives. What cannot be read is a problem of the library.
 */
public final class DefinitionFiles {
  /** Real definitions stay below 1 MiB, the largest alias tables below 20 MiB. */
  private static final int MOST_BYTES = 256 << 20;

  private static final int PARENTS_SEARCHED = 3;
  private static final String ALIASES = "aliases.json";

  private final PolicyLibrary.Builder library = PolicyLibrary.builder();
  private AliasTable aliases = AliasTable.EMPTY;
  private final List<String> notes = new ArrayList<>();

  private DefinitionFiles() {}

  /**
   * What was loaded.
   *
   * @param library the definitions, the initiatives and the problems
   * @param aliases the alias table found beside them; empty when there was none
   * @param notes what else was found, for people
   */
  public record Loaded(PolicyLibrary library, AliasTable aliases, List<String> notes) {}

  /**
   * Loads what lies in these files and folders, beside what is given already.
   *
   * @param given documents that were read elsewhere: source to document
   */
  public static Loaded load(List<Path> paths, List<Given> given) {
    DefinitionFiles files = new DefinitionFiles();
    given.forEach(document -> files.library.add(document.source(), document.document()));
    paths.forEach(files::add);
    return new Loaded(files.library.build(), files.aliases, List.copyOf(files.notes));
  }

  /** A document that was read elsewhere, and where. */
  public record Given(String source, Value document) {}

  /** Loads an alias table, in either form. */
  public static AliasTable aliases(Path file) throws IOException {
    Value document = Json.parse(read(file));
    return aliasTable(document)
        .orElseThrow(() -> new IOException(file + ": not an alias table (alias: path)"));
  }

  private void add(Path path) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile() && (file.equals(path) || isJson(file))) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              library.add(new PolicyProblem(file.toString(), "", "cannot be read: " + reason(e)));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      library.add(new PolicyProblem(path.toString(), "", "cannot be read: " + reason(e)));
    }
    if (found.isEmpty() && Files.exists(path)) {
      library.add(new PolicyProblem(path.toString(), "", "holds no JSON file"));
    }
    found.stream().sorted().forEach(this::addFile);
    if (aliases.size() == 0) {
      lookForAliases(path);
    }
  }

  private static boolean isJson(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".json") || name.endsWith(".json.gz");
  }

  private void addFile(Path file) {
    Value document;
    try {
      document = Json.parse(read(file));
    } catch (IOException e) {
      library.add(new PolicyProblem(file.toString(), "", "cannot be read: " + reason(e)));
      return;
    } catch (JacksonException e) {
      library.add(new PolicyProblem(file.toString(), "", "not JSON: " + reason(e)));
      return;
    }
    Optional<AliasTable> table = aliasTable(document);
    if (table.isPresent()) {
      notes.add(file + ": an alias table of " + table.get().size() + " aliases");
      boolean main = file.getFileName().toString().toLowerCase(Locale.ROOT).startsWith(ALIASES);
      aliases = main ? aliases.with(table.get()) : aliases;
    } else if (document instanceof ArrayValue(List<Value> items)) {
      for (int i = 0; i < items.size(); i++) {
        library.add(file + "#/" + i, items.get(i));
      }
    } else {
      library.add(file.toString(), document);
    }
  }

  /** An alias table stands beside the definitions, or in a folder above them. */
  private void lookForAliases(Path path) {
    Path folder = path.toAbsolutePath();
    for (int up = 0; up <= PARENTS_SEARCHED && folder != null; up++) {
      for (String name : List.of(ALIASES, ALIASES + ".gz")) {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file)) {
          try {
            aliases = aliases(file);
            notes.add(file + ": an alias table of " + aliases.size() + " aliases");
          } catch (IOException | JacksonException e) {
            notes.add(file + ": not used, " + reason(e));
          }
          return;
        }
      }
      folder = folder.getParent();
    }
  }

  /** The table when the document has the form of one: {alias: path}, or a provider catalogue. */
  private static Optional<AliasTable> aliasTable(Value document) {
    if (document instanceof ObjectValue object
        && object.size() > 0
        && object.nameAt(0).text().indexOf('/') > 0
        && object.valueAt(0) instanceof StringValue) {
      return Optional.of(AliasTable.of(object));
    }
    if (document instanceof ArrayValue array
        && array.size() > 0
        && !array.items().getFirst().get("resourceTypes").isAbsent()) {
      return Optional.of(AliasTable.ofCatalogue(array));
    }
    return Optional.empty();
  }

  private static byte[] read(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in =
            file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")
                ? new GZIPInputStream(raw, 1 << 16)
                : raw) {
      byte[] bytes = in.readNBytes(MOST_BYTES);
      if (in.read() >= 0) {
        throw new IOException("larger than " + (MOST_BYTES >> 20) + " MiB");
      }
      return bytes;
    }
  }

  private static String reason(Exception e) {
    return e instanceof JacksonException json
        ? json.getOriginalMessage() + " at " + json.getLocation().offsetDescription()
        : e.getClass().getSimpleName().equals("NoSuchFileException")
            ? "there is no such file"
            : String.valueOf(e.getMessage());
  }
}
