package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * The servers that somebody signed in to, a file each that only its owner may read, and which of
 * them is meant when nothing is said.
 */
final class Contexts {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");
  private static final String SUFFIX = ".json";

  private final Path folder;

  Contexts(Path folder) {
    this.folder = folder;
  }

  /** Those of this user: below MERLON_CLIENT_DIR, or {@code ~/.merlon/client}. */
  static Contexts ofUser() {
    return new Contexts(
        Optional.ofNullable(System.getenv("MERLON_CLIENT_DIR"))
            .filter(path -> !path.isEmpty())
            .map(Path::of)
            .orElse(Path.of(System.getProperty("user.home"), ".merlon", "client")));
  }

  /** Whether a name can be a context's. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  List<String> names() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .filter(Contexts::isName)
          .sorted()
          .toList();
    }
  }

  /** The name of the one that is meant when nothing is said. */
  Optional<String> current() throws IOException {
    try {
      return Optional.of(Files.readString(folder.resolve("current")).strip())
          .filter(Contexts::isName);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  Context read(String name) throws IOException {
    Path file = folder.resolve(name + SUFFIX);
    try {
      return Context.read(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new ServerFault(
          ExitCode.UNREACHABLE,
          "not signed in to '"
              + name
              + "': sign in with merlon login --server URL --context "
              + name);
    } catch (JacksonException e) {
      throw new ServerFault(
          ExitCode.UNREACHABLE, file + " is damaged: sign in again with merlon login");
    }
  }

  void write(String name, Context context) throws IOException {
    writePrivately(folder.resolve(name + SUFFIX), context.write());
  }

  void use(String name) throws IOException {
    writePrivately(folder.resolve("current"), name);
  }

  /** Forgets a context; whether it was there. */
  boolean delete(String name) throws IOException {
    if (current().filter(name::equals).isPresent()) {
      Files.delete(folder.resolve("current"));
    }
    return Files.deleteIfExists(folder.resolve(name + SUFFIX));
  }

  private void writePrivately(Path file, String text) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path fresh =
        Files.createTempFile(folder, ".", "", PosixFilePermissions.asFileAttribute(PRIVATE));
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
