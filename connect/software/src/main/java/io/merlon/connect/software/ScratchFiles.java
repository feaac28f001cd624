package io.merlon.connect.software;

import io.merlon.vulnerability.advisory.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Scratch space in a folder of its own, which is gone when it is closed. */
final class ScratchFiles implements Scratch, AutoCloseable {
  private final Path folder;
  private final List<Path> runs = new ArrayList<>();

  ScratchFiles(Path beside) throws IOException {
    this.folder = Files.createTempDirectory(beside, "import");
  }

  @Override
  public OutputStream create() throws IOException {
    runs.add(folder.resolve("run-" + runs.size()));
    return Files.newOutputStream(runs.getLast());
  }

  @Override
  public InputStream open(int run) throws IOException {
    return Files.newInputStream(runs.get(run));
  }

  @Override
  public void close() throws IOException {
    for (Path run : runs) {
      Files.deleteIfExists(run);
    }
    Files.deleteIfExists(folder);
  }
}
