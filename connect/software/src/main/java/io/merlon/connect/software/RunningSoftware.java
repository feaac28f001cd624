package io.merlon.connect.software;

import io.merlon.connect.machine.ListeningSocket;
import io.merlon.vulnerability.Ecosystem;
import io.merlon.vulnerability.SoftwarePackage;
import io.merlon.vulnerability.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which installed packages the processes of this machine have loaded, which of these listen to the
 * network and which run as root, from {@code /proc}. Files are those that are mapped or open;
 * dpkg's lists say whose they are.
 */
public final class RunningSoftware {
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final Pattern KERNEL = Pattern.compile("linux-image-.*|kernel(?:-core)?");

  private final Path root;
  private final Map<String, Usage> files = new HashMap<>();
  private final Map<String, Usage> packages = new HashMap<>();
  private final String kernel;
  private boolean sawAll = true;

  private RunningSoftware(Path root) throws IOException {
    this.root = root;
    this.kernel = text(root.resolve("proc/sys/kernel/osrelease")).strip();
    Set<String> sockets = listening();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(root.resolve("proc"))) {
      for (Path process : processes) {
        if (NUMBER.matcher(process.getFileName().toString()).matches()) {
          addProcess(process, sockets);
        }
      }
    }
    addOwners();
  }

  /** What runs now, on the machine whose file system has this root. */
  public static RunningSoftware on(Path root) throws IOException {
    return new RunningSoftware(root);
  }

  /** How a package is used; unknown where not every process could be looked at. */
  public Usage of(SoftwarePackage one) {
    if (KERNEL.matcher(one.name()).matches()) {
      boolean isIt = one.name().endsWith("-" + kernel) || kernel.startsWith(one.version() + ".");
      return isIt ? new Usage(true, true, true, true) : Usage.IDLE;
    }
    Usage found =
        one.path()
            .map(path -> files.getOrDefault("/" + path, Usage.UNKNOWN))
            .orElseGet(() -> packages.getOrDefault(one.name(), Usage.UNKNOWN));
    boolean told = one.ecosystem() == Ecosystem.DEB || one.ecosystem() == Ecosystem.MAVEN;
    return found.known() || !sawAll || !told ? found : Usage.IDLE;
  }

  private void addProcess(Path process, Set<String> sockets) throws IOException {
    Set<String> loaded = new HashSet<>();
    boolean exposed = false;
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        String target = Files.readSymbolicLink(descriptor).toString();
        exposed |= sockets.contains(target);
        loaded.add(target);
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException goneOrRefused) {
      sawAll &= !Files.exists(process);
    }
    for (String line : text(process.resolve("maps")).lines().toList()) {
      int path = line.indexOf('/');
      if (path > 0) {
        loaded.add(line.substring(path));
      }
    }
    boolean root =
        text(process.resolve("status")).lines().anyMatch(line -> line.startsWith("Uid:\t0\t"));
    Usage usage = new Usage(true, true, exposed, root);
    loaded.forEach(file -> files.merge(file, usage, Usage::and));
  }

  /** The sockets that others than this machine can reach, as descriptors name them. */
  private Set<String> listening() {
    Set<String> sockets = new HashSet<>();
    for (String table : ListeningSocket.TABLES) {
      ListeningSocket.read(table, text(root.resolve("proc/net/" + table))).stream()
          .filter(socket -> !socket.address().isLoopbackAddress())
          .map(ListeningSocket::descriptor)
          .forEach(sockets::add);
    }
    return sockets;
  }

  private void addOwners() throws IOException {
    Path lists = root.resolve("var/lib/dpkg/info");
    if (!Files.isDirectory(lists)) {
      return;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(lists, "*.list")) {
      for (Path list : all) {
        String name = list.getFileName().toString().replaceFirst("(:[^:]*)?\\.list$", "");
        for (String file : text(list).lines().toList()) {
          Usage usage = files.getOrDefault(file, files.getOrDefault("/usr" + file, Usage.UNKNOWN));
          if (usage.known()) {
            packages.merge(name, usage, Usage::and);
          }
        }
      }
    }
  }

  /** A file's text, empty when it is gone or may not be read. */
  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException goneOrRefused) {
      return "";
    }
  }
}
