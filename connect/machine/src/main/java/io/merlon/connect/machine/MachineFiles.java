package io.merlon.connect.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The files below a root. In a root other than {@code /} symbolic links are followed as they would
 * be on that machine, so that a link in an image never leads to a file of the host. Only regular
 * files are ever opened: a FIFO or a device would block or act.
 */
final class MachineFiles {
  static final int TEXT_LIMIT = 8 << 20;
  private static final int ENTRIES_LIMIT = 100_000;
  private static final int LINKS_LIMIT = 40;

  private final Path root;
  private final boolean host;

  MachineFiles(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.host = this.root.getNameCount() == 0;
  }

  /** Where this path of the machine is, all links on the way followed. */
  Path resolve(String path) throws IOException {
    if (host) {
      return Path.of(path);
    }
    Deque<String> left = new ArrayDeque<>(List.of(path.split("/", -1)));
    Path at = root;
    int links = 0;
    while (!left.isEmpty()) {
      String step = left.pop();
      if (step.equals("..")) {
        Path parent = at.getParent();
        at = at.equals(root) || parent == null ? root : parent;
      } else if (!step.isEmpty() && !step.equals(".")) {
        Path next = at.resolve(step);
        if (!Files.isSymbolicLink(next)) {
          at = next;
          continue;
        }
        if (++links > LINKS_LIMIT) {
          throw new FileSystemLoopException(path + ": too many symbolic links");
        }
        String target = Files.readSymbolicLink(next).toString();
        at = target.startsWith("/") ? root : at;
        List<String> steps = new ArrayList<>(List.of(target.split("/", -1)));
        Collections.reverse(steps);
        steps.forEach(left::push);
      }
    }
    return at;
  }

  /** The state of the file that the path leads to; empty when there is none. */
  Optional<FileState> state(String path, LinkOption... options) throws IOException {
    try {
      return Optional.of(FileState.of(resolve(path), options));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      if (e.getReason() != null && e.getReason().contains("Not a directory")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether something is there; what cannot be looked at is taken as not there. */
  boolean exists(String path) {
    try {
      return state(path).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** The whole text (UTF-8, wrong bytes replaced); empty when there is no such file. */
  Optional<String> text(String path) throws IOException {
    Optional<byte[]> bytes = bytes(path, TEXT_LIMIT);
    if (bytes.isPresent() && bytes.get().length > TEXT_LIMIT) {
      throw new IOException(path + ": larger than " + (TEXT_LIMIT >> 20) + " MiB, not read");
    }
    return bytes.map(b -> new String(b, StandardCharsets.UTF_8));
  }

  /** At most one byte more than the limit from the file's start; empty when there is none. */
  Optional<byte[]> bytes(String path, int limit) throws IOException {
    Optional<FileState> state = state(path);
    if (state.isEmpty()) {
      return Optional.empty();
    }
    if (!state.get().isRegular()) {
      throw new IOException(path + ": not a regular file, not opened");
    }
    try (InputStream in = Files.newInputStream(resolve(path))) {
      return Optional.of(in.readNBytes(limit + 1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The text of a small file of {@code /proc} or {@code /sys}, stripped; empty when unreadable. */
  Optional<String> quiet(String path) {
    try {
      return text(path).map(String::strip);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The names in a folder, sorted; empty when there is no such folder. */
  List<String> names(String folder) throws IOException {
    if (state(folder).filter(FileState::isFolder).isEmpty()) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(resolve(folder))) {
      for (Path entry : entries) {
        names.add(String.valueOf(entry.getFileName()));
        if (names.size() > ENTRIES_LIMIT) {
          throw new IOException(folder + ": more than " + ENTRIES_LIMIT + " entries");
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(names);
    return names;
  }

  /** The paths in a folder whose names end so, sorted. */
  List<String> paths(String folder, String ending) throws IOException {
    return names(folder).stream()
        .filter(n -> n.endsWith(ending))
        .map(n -> folder + "/" + n)
        .toList();
  }

  /** The paths that a shell pattern with {@code *} and {@code ?} names, sorted. */
  List<String> glob(String pattern) throws IOException {
    List<String> found = List.of("");
    for (String step : pattern.split("/", -1)) {
      if (step.isEmpty()) {
        continue;
      }
      List<String> next = new ArrayList<>();
      for (String folder : found) {
        if (step.indexOf('*') < 0 && step.indexOf('?') < 0) {
          next.add(folder + "/" + step);
          continue;
        }
        Pattern names = wildcard(step);
        for (String name : names(folder.isEmpty() ? "/" : folder)) {
          if (names.matcher(name).matches() && (step.startsWith(".") || !name.startsWith("."))) {
            next.add(folder + "/" + name);
          }
        }
      }
      found = next;
    }
    return found.stream().filter(this::exists).toList();
  }

  private static Pattern wildcard(String step) throws IOException {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < step.length(); i++) {
      char c = step.charAt(i);
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    try {
      return Pattern.compile(regex.toString());
    } catch (PatternSyntaxException e) {
      throw new IOException(step + ": not a pattern", e);
    }
  }
}
