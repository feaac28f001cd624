package io.merlon.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The project's own folder, found upwards from wherever a test was started. */
public final class ProjectFolder {
  private ProjectFolder() {}

  /** The folder that holds the launcher. */
  public static Path root() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("merlon"))
          && Files.isRegularFile(folder.resolve("pom.xml"))) {
        return folder;
      }
    }
    throw new IllegalStateException("not inside the project: " + Path.of("").toAbsolutePath());
  }
}
