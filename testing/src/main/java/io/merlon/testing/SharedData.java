package io.merlon.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The field's real content that tests run on: {@code -Dmerlon.data=DIR}, else {@code
 * ../shared/data} beside the project. It is not part of the project, so a test that needs it is
 * skipped by name where it is missing, and fails where {@code CI=true}.
 */
public final class SharedData {
  private SharedData() {}

  /** The folder or file of this name in the shared data. Ends the test when it is not there. */
  public static Path require(String name) {
    Path path = root().resolve(name);
    if (!Files.exists(path)) {
      String missing = "needs the shared data, which is not at " + path + " (-Dmerlon.data=DIR)";
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        throw new AssertionError(missing);
      }
      Assumptions.abort(missing);
    }
    return path;
  }

  private static Path root() {
    String given = System.getProperty("merlon.data", "");
    return given.isEmpty()
        ? ProjectFolder.root().resolveSibling("shared").resolve("data")
        : Path.of(given).toAbsolutePath();
  }
}
