package io.merlon.connect.file;

import io.merlon.detection.behaviour.BehaviourAnalyzer;
import io.merlon.detection.behaviour.BehaviourRules;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What was learnt of usual behaviour, in a file. */
public final class BaselineFile {
  private static final long MOST_BYTES = 1L << 28;

  private final Path file;

  /** Names the file, which need not exist yet. */
  public BaselineFile(Path file) {
    this.file = file;
  }

  /**
   * An analyzer that knows what the file holds; one that knows nothing where there is no file.
   *
   * @throws IllegalArgumentException with the file and the reason when it holds something else, or
   *     is damaged
   * @throws IOException when it cannot be read
   */
  public BehaviourAnalyzer load(BehaviourRules rules) throws IOException {
    if (!Files.exists(file)) {
      return new BehaviourAnalyzer(rules);
    }
    if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException(file + ": no file of baselines, or too large for one");
    }
    try {
      return BehaviourAnalyzer.load(rules, Files.readAllBytes(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file + ": " + e.getMessage() + "; move it away to learn anew", e);
    }
  }

  /**
   * Writes what the analyzer knows. The file is replaced as a whole: whoever reads it sees the old
   * or the new, also when the machine stops meanwhile.
   *
   * @throws IOException when it cannot be written; the old one is there still
   */
  public void save(BehaviourAnalyzer analyzer) throws IOException {
    Path whole = file.toAbsolutePath();
    Path beside = Files.createTempFile(whole.getParent(), "." + whole.getFileName(), ".part");
    try {
      Files.write(beside, analyzer.save());
      try (FileChannel written = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(
          beside, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
