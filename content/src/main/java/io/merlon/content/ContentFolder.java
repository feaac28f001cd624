package io.merlon.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The folder of this module's content, whether it lies in a jar or not. */
final class ContentFolder {
  private static final String LANDMARK = "controls.json";

  private ContentFolder() {}

  /** Reads from the folder while it is open. */
  @FunctionalInterface
  interface Reading<T> {
    T from(Path folder) throws IOException;
  }

  /**
   * Opens the folder, reads and closes it.
   *
   * @throws UncheckedIOException when the program's own files cannot be read
   */
  static <T> T open(Reading<T> reading) {
    URL landmark =
        Objects.requireNonNull(
            ContentFolder.class.getResource(LANDMARK), "the content is not part of this build");
    try {
      URI uri = landmark.toURI();
      if (!uri.getScheme().equals("jar")) {
        return reading.from(folderOf(Path.of(uri)));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        String entry = uri.toString();
        return reading.from(folderOf(jar.getPath(entry.substring(entry.lastIndexOf('!') + 1))));
      }
    } catch (URISyntaxException notOne) {
      throw new IllegalStateException("the content cannot be located at " + landmark, notOne);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read the content at " + landmark, unreadable);
    }
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
  }
}
