package io.merlon.connect.software;

import io.merlon.vulnerability.inventory.FileTree;
import io.merlon.vulnerability.inventory.SoftwareReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A folder, or the root of a machine or of a mounted image. Links are not followed, so nothing
 * outside is read; folders that only the kernel fills are passed over.
 */
public final class FolderTree implements FileTree {
  private static final Set<String> PASSED_OVER = Set.of("proc", "sys", "dev", "run");
  private static final int START = 4;

  private final Path root;
  private final Set<String> paths = new TreeSet<>();

  private FolderTree(Path root) {
    this.root = root;
  }

  /**
   * Walks the folder.
   *
   * @param secrets shown the files that go by
   * @param problems told of folders and files that cannot be read
   * @throws IOException when there is no such folder
   */
  public static FolderTree walk(Path root, SecretSearch secrets, Consumer<String> problems)
      throws IOException {
    return walk(root, secrets, problems, files -> {});
  }

  /**
   * The same.
   *
   * @param progress told of files that went by, each time how many more
   */
  public static FolderTree walk(
      Path root, SecretSearch secrets, Consumer<String> problems, LongConsumer progress)
      throws IOException {
    FolderTree tree = new FolderTree(root);
    boolean isSystem = Files.exists(root.resolve("etc"));
    Files.walkFileTree(root, tree.new Walk(isSystem, secrets, problems, progress));
    return tree;
  }

  @Override
  public Collection<String> paths() {
    return paths;
  }

  @Override
  public Optional<byte[]> content(String path) throws IOException {
    Path file = root.resolve(path);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && Files.size(file) <= SoftwareReader.MAX_FILE
        ? Optional.of(Files.readAllBytes(file))
        : Optional.empty();
  }

  private final class Walk extends SimpleFileVisitor<Path> {
    private final boolean isSystem;
    private final SecretSearch secrets;
    private final Consumer<String> problems;
    private final LongConsumer progress;

    Walk(boolean isSystem, SecretSearch secrets, Consumer<String> problems, LongConsumer progress) {
      this.progress = progress;
      this.isSystem = isSystem;
      this.secrets = secrets;
      this.problems = problems;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      String name = folder.equals(root) ? "" : folder.getFileName().toString();
      boolean passOver =
          name.equals(".git")
              || (isSystem && root.equals(folder.getParent()) && PASSED_OVER.contains(name));
      return passOver ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      progress.accept(1);
      if (attributes.isRegularFile()) {
        String path = root.relativize(file).toString().replace('\\', '/');
        boolean wanted = SoftwareReader.wants(path);
        if (wanted || (Files.isExecutable(file) && isGoExecutable(file))) {
          paths.add(path);
        }
        lookForSecrets(file, path, attributes.size());
      }
      return FileVisitResult.CONTINUE;
    }

    private void lookForSecrets(Path file, String path, long size) {
      if (secrets.wants(path, size)) {
        try (InputStream content = Files.newInputStream(file)) {
          secrets.look(path, "", content);
        } catch (IOException unreadable) {
          problems.accept(file + ": cannot be read");
        }
      }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException reason) throws IOException {
      if (file.equals(root)) {
        throw reason;
      }
      problems.accept(file + ": cannot be read");
      return FileVisitResult.CONTINUE;
    }
  }

  private static boolean isGoExecutable(Path file) {
    try (InputStream input = Files.newInputStream(file)) {
      return SoftwareReader.wantsExecutable(input.readNBytes(START));
    } catch (IOException unreadable) {
      return false;
    }
  }
}
