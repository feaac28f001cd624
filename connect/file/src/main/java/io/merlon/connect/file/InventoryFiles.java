package io.merlon.connect.file;

import io.merlon.model.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The resources of an inventory that lies in files: streamed, in the order of the files' names, as
 * often as wanted, each time the same. However many they are, only a few are in memory at a time;
 * of the others a fingerprint is kept during the first pass, to know an id that comes twice.
 *
 * <p>What cannot be used becomes a problem, and the rest is read. In JSON lines a broken line is
 * left out; in any other form a file ends where it is broken, and what came before it counts.
 *
 * <p>For one thread at a time. Close it: standard input was copied to a temporary file.
 */
public final class InventoryFiles implements AutoCloseable {
  private final List<InputFile> files;
  private final List<Path> temporary;
  private final InventoryLimits limits;
  private final InputProblems found;
  private final Set<InputFile> changed = new LinkedHashSet<>();
  private Optional<FirstPass> first = Optional.empty();

  private record FirstPass(Deduplication ids, InputProblems problems, long resources) {}

  private InventoryFiles(InputFiles input, InventoryLimits limits, InputProblems found) {
    this.files = input.files();
    this.temporary = input.temporary();
    this.limits = limits;
    this.found = found;
  }

  /**
   * Finds the files. What is wrong with a path is among the {@linkplain #problems() problems}.
   *
   * @param paths files, folders with all that lies below them, or {@code -} for standard input
   * @param standardInput read to its end when a path is {@code -}
   */
  public static InventoryFiles open(
      List<String> paths, InputStream standardInput, InventoryLimits limits) {
    InputProblems.Gatherer problems = new InputProblems.Gatherer(limits.problems());
    InputFiles input = new InputFiles(problems);
    paths.forEach(path -> input.add(path, standardInput));
    return new InventoryFiles(input, limits, problems.problems());
  }

  /** The size of all files as they lie on disk, in bytes. */
  public long totalBytes() {
    return files.stream().mapToLong(InputFile::size).sum();
  }

  /**
   * Reads all resources once. The files are parsed on another thread, which has ended when this
   * returns or throws.
   *
   * @param progress told how far it has come, on the calling thread
   * @param consumer given each resource, on the calling thread; what it throws ends the pass
   * @throws InterruptedException when the calling thread is interrupted
   */
  public void read(ReadingProgress progress, Consumer<Resource> consumer)
      throws InterruptedException {
    Deduplication ids =
        first
            .map(pass -> pass.ids().again())
            .orElseGet(() -> Deduplication.first(new SecureRandom().nextLong()));
    AtomicReference<FirstPass> result = new AtomicReference<>();
    long total = totalBytes();
    new Pipeline<Batch>()
        .run(
            batches -> {
              InventoryPass pass = new InventoryPass(limits, ids, batches);
              pass.read(files);
              result.set(new FirstPass(ids.again(), pass.problems(), pass.resources()));
            },
            batch -> {
              batch.resources().forEach(consumer);
              progress.at(batch.position(), total);
            });
    files.stream().filter(file -> !file.isUnchanged()).forEach(changed::add);
    if (first.isEmpty()) {
      first = Optional.of(result.get());
    }
  }

  /** How many resources there are; 0 before the first pass has ended. */
  public long resources() {
    return first.map(FirstPass::resources).orElse(0L);
  }

  /**
   * What could not be used: the paths' problems, and once the first pass has ended also the files'.
   */
  public InputProblems problems() {
    InputProblems.Gatherer all = new InputProblems.Gatherer(limits.problems());
    all.addAll(found);
    first.ifPresent(pass -> all.addAll(pass.problems()));
    for (InputFile file : changed) {
      all.add(
          InputProblem.whole(
              file.name(), "was changed while it was read; run again when it is complete"));
    }
    return all.problems();
  }

  /** Deletes the temporary copies. */
  @Override
  public void close() {
    for (Path copy : temporary) {
      try {
        Files.deleteIfExists(copy);
      } catch (IOException e) {
        copy.toFile().deleteOnExit();
      }
    }
  }
}
