package io.merlon.connect.software;

import io.merlon.vulnerability.inventory.SoftwareReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** What one layer of an image adds and what it removes (OCI image layer specification). */
final class LayerContent {
  private static final String WHITE_OUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final int EXECUTABLE = 0111;
  private static final int START = 4;

  private final String name;
  private final SecretSearch secrets;
  private final Map<String, File> files = new HashMap<>();
  private final Set<String> removed = new HashSet<>();
  private final Set<String> emptied = new HashSet<>();

  /** A file's content; a class and not bytes alone, so that links share it. */
  static final class File {
    private final byte[] bytes;

    File(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /** How much of an image is kept in memory. */
  static final class Budget {
    private static final long MAX_KEPT = 2L << 30;
    private static final int MAX_ENTRIES = 10_000_000;

    private long kept;
    private int entries;

    void keep(int bytes) throws IOException {
      kept += bytes;
      if (kept > MAX_KEPT) {
        throw new IOException(
            "the files that state packages take more than " + (MAX_KEPT >> 30) + " GiB");
      }
    }

    void entry() throws IOException {
      if (++entries > MAX_ENTRIES) {
        throw new IOException("more than " + MAX_ENTRIES + " files");
      }
    }
  }

  private LayerContent(String name, SecretSearch secrets) {
    this.name = name;
    this.secrets = secrets;
  }

  static LayerContent read(
      String name,
      InputStream input,
      Budget budget,
      SecretSearch secrets,
      Consumer<String> problems)
      throws IOException {
    LayerContent layer = new LayerContent(name, secrets);
    TarArchiveInputStream tar = new TarArchiveInputStream(input);
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      budget.entry();
      Optional<String> path = safePath(entry.getName());
      if (path.isEmpty()) {
        problems.accept(
            name + ": refused \"" + entry.getName() + "\", which leads out of the image");
      } else {
        layer.add(path.get(), entry, tar, budget);
      }
    }
    input.transferTo(OutputStream.nullOutputStream());
    return layer;
  }

  /** The path without its start and with no step up, or nothing when it leads out. */
  private static Optional<String> safePath(String name) {
    List<String> steps = new ArrayList<>();
    for (String step : name.split("/", -1)) {
      if (step.equals("..")) {
        if (steps.isEmpty()) {
          return Optional.empty();
        }
        steps.removeLast();
      } else if (!step.isEmpty() && !step.equals(".")) {
        steps.add(step);
      }
    }
    return Optional.of(String.join("/", steps));
  }

  private void add(String path, TarArchiveEntry entry, InputStream content, Budget budget)
      throws IOException {
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    String file = path.substring(folder.length());
    if (file.equals(OPAQUE)) {
      emptied.add(folder);
    } else if (file.startsWith(WHITE_OUT)) {
      removed.add(folder + file.substring(WHITE_OUT.length()));
    } else if (entry.isLink()) {
      safePath(entry.getLinkName())
          .flatMap(target -> Optional.ofNullable(files.get(target)))
          .filter(linked -> SoftwareReader.wants(path))
          .ifPresent(linked -> files.put(path, linked));
    } else if (entry.isFile() && entry.getSize() <= SoftwareReader.MAX_FILE) {
      keepWanted(path, entry, content, budget);
    } else if (!entry.isDirectory()) {
      removed.add(path);
    }
  }

  private void keepWanted(String path, TarArchiveEntry entry, InputStream content, Budget budget)
      throws IOException {
    boolean wanted = SoftwareReader.wants(path);
    InputStream whole = content;
    if (!wanted && (entry.getMode() & EXECUTABLE) != 0) {
      byte[] start = content.readNBytes(START);
      wanted = SoftwareReader.wantsExecutable(start);
      whole = new SequenceInputStream(new ByteArrayInputStream(start), content);
    }
    boolean searched = secrets.wants(path, entry.getSize());
    if (wanted) {
      budget.keep((int) entry.getSize());
      byte[] bytes = whole.readNBytes((int) entry.getSize());
      files.put(path, new File(bytes));
      if (searched) {
        secrets.look(path, name, new ByteArrayInputStream(bytes));
      }
    } else {
      removed.add(path);
      if (searched) {
        secrets.look(path, name, whole);
      }
    }
  }

  Map<String, File> files() {
    return files;
  }

  /** Takes from the paths of the layers below what this one removes or puts something else at. */
  void applyTo(Set<String> below) {
    below.removeIf(this::hides);
  }

  private boolean hides(String path) {
    if (removed.contains(path) || emptied.contains("")) {
      return true;
    }
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (removed.contains(path.substring(0, slash))
          || emptied.contains(path.substring(0, slash + 1))) {
        return true;
      }
    }
    return false;
  }
}
