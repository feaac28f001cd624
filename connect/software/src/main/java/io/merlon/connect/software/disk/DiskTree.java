package io.merlon.connect.software.disk;

import io.merlon.connect.software.SecretSearch;
import io.merlon.vulnerability.DocumentFault;
import io.merlon.vulnerability.inventory.FileTree;
import io.merlon.vulnerability.inventory.SoftwareReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The files of a raw disk image. What the file system with the operating system holds stands at the
 * root, that of others below {@code partition-N}.
 */
public final class DiskTree implements FileTree, AutoCloseable {
  private static final int MAX_INODES = 20_000_000;
  private static final int MAX_DEPTH = 256;
  private static final long MAX_HOLES = 16 << 20;
  private static final int START = 4;
  private static final Set<String> PASSED_OVER = Set.of("proc", "sys", "dev", "run", "lost+found");

  private final FileChannel channel;
  private final Map<String, Stored> files = new TreeMap<>();

  /** Where a file's content is. */
  private record Stored(Ext4 volume, long inode) {}

  private DiskTree(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Reads an image; it stays open for the contents of its files.
   *
   * @param secrets shown the files that go by
   * @param problems told of partitions, folders and files that cannot be read
   * @throws DocumentFault when no file system in it can be read
   */
  public static DiskTree open(Path image, SecretSearch secrets, Consumer<String> problems)
      throws IOException, DocumentFault {
    DiskTree tree = new DiskTree(FileChannel.open(image, StandardOpenOption.READ));
    boolean whole = false;
    try {
      tree.read(Blocks.of(tree.channel), secrets, problems);
      whole = true;
      return tree;
    } catch (IOException | DocumentFault e) {
      throw new DocumentFault(image + ": " + e.getMessage(), e);
    } finally {
      if (!whole) {
        tree.close();
      }
    }
  }

  private void read(Blocks disk, SecretSearch secrets, Consumer<String> problems)
      throws IOException, DocumentFault {
    List<Ext4> volumes = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Blocks partition : Partitions.of(disk)) {
      try {
        if (Ext4.isOne(partition)) {
          volumes.add(Ext4.open(partition));
        }
      } catch (IOException e) {
        refused.add("a file system of " + partition.length() + " bytes: " + e.getMessage());
      }
    }
    if (volumes.isEmpty()) {
      throw new DocumentFault(
          "no file system in it is ext2, ext3 or ext4, which are the ones that are read"
              + (refused.isEmpty() ? "" : " (" + String.join("; ", refused) + ")"));
    }
    refused.forEach(problems);
    Optional<Ext4> system =
        volumes.size() == 1
            ? Optional.of(volumes.getFirst())
            : volumes.stream().filter(DiskTree::isSystem).findFirst();
    for (int i = 0; i < volumes.size(); i++) {
      Ext4 volume = volumes.get(i);
      String prefix = system.filter(volume::equals).isPresent() ? "" : "partition-" + (i + 1) + "/";
      if (volume.needsRecovery()) {
        problems.accept(
            "a file system was not shut down well; what only its journal knows is not read");
      }
      new Walk(volume, prefix, secrets, problems).walk();
    }
  }

  private static boolean isSystem(Ext4 volume) {
    try {
      return volume.names(volume.inode(Ext4.ROOT)).stream()
          .anyMatch(name -> name.name().equals("etc"));
    } catch (IOException unreadable) {
      return false;
    }
  }

  @Override
  public Collection<String> paths() {
    return files.keySet();
  }

  @Override
  public Optional<byte[]> content(String path) throws IOException {
    Optional<Stored> stored = Optional.ofNullable(files.get(path));
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    Ext4 volume = stored.get().volume;
    Inode inode = volume.inode(stored.get().inode);
    if (inode.size() > SoftwareReader.MAX_FILE || inode.size() - volume.stored(inode) > MAX_HOLES) {
      return Optional.empty();
    }
    try (InputStream content = volume.content(inode)) {
      return Optional.of(content.readNBytes((int) inode.size()));
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** One file system, folder by folder; each folder once, whatever names it has. */
  private final class Walk {
    private final Ext4 volume;
    private final String prefix;
    private final SecretSearch secrets;
    private final Consumer<String> problems;
    private final Set<Long> seen = new HashSet<>();
    private final Deque<Folder> waiting = new ArrayDeque<>();
    private int names;

    private record Folder(String path, long inode, int depth) {}

    Walk(Ext4 volume, String prefix, SecretSearch secrets, Consumer<String> problems) {
      this.volume = volume;
      this.prefix = prefix;
      this.secrets = secrets;
      this.problems = problems;
    }

    void walk() throws IOException {
      waiting.add(new Folder("", Ext4.ROOT, 0));
      while (!waiting.isEmpty()) {
        Folder folder = waiting.remove();
        if (seen.add(folder.inode)) {
          readFolder(folder);
        }
      }
    }

    private void readFolder(Folder folder) throws IOException {
      List<Ext4.Name> content;
      try {
        content = volume.names(volume.inode(folder.inode));
      } catch (IOException e) {
        problems.accept("/" + prefix + folder.path + ": cannot be read: " + e.getMessage());
        return;
      }
      for (Ext4.Name name : content) {
        if (++names > MAX_INODES) {
          throw new IOException("more than " + MAX_INODES + " names in a file system");
        }
        String path = folder.path + name.name();
        try {
          visit(path, name.inode(), folder.depth);
        } catch (IOException e) {
          problems.accept("/" + prefix + path + ": cannot be read: " + e.getMessage());
        }
      }
    }

    private void visit(String path, long number, int depth) throws IOException {
      Inode inode = volume.inode(number);
      if (inode.isFolder() && depth < MAX_DEPTH && !(depth == 0 && PASSED_OVER.contains(path))) {
        waiting.add(new Folder(path + "/", number, depth + 1));
      } else if (inode.isFile() && !inode.isEncrypted()) {
        String whole = prefix + path;
        if (SoftwareReader.wants(whole) || inode.isExecutable() && isWanted(inode)) {
          files.put(whole, new Stored(volume, number));
        }
        if (secrets.wants(whole, inode.size())) {
          try (InputStream content = volume.content(inode)) {
            secrets.look(whole, content);
          }
        }
      }
    }

    private boolean isWanted(Inode inode) throws IOException {
      try (InputStream content = volume.content(inode)) {
        return SoftwareReader.wantsExecutable(content.readNBytes(START));
      }
    }
  }
}
