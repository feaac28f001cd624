package io.merlon.connect.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The state of unit files as systemctl(1) is-enabled tells it, read from the file system. */
final class SystemdUnits {
  private static final List<String> FOLDERS =
      List.of(
          "/etc/systemd/system",
          "/run/systemd/system",
          "/usr/local/lib/systemd/system",
          "/usr/lib/systemd/system",
          "/lib/systemd/system");
  private static final Set<String> KINDS = Set.of("service", "socket", "timer");

  private SystemdUnits() {}

  /** Services by their name alone, sockets and timers with their ending. */
  static Map<String, String> read(MachineFiles files) throws IOException {
    Set<String> wanted = new HashSet<>();
    for (String folder : List.of("/etc/systemd/system", "/run/systemd/system")) {
      for (String name : files.names(folder)) {
        if (name.endsWith(".wants") || name.endsWith(".requires")) {
          wanted.addAll(files.names(folder + "/" + name));
        }
      }
    }
    Map<String, String> states = new TreeMap<>();
    Set<String> aliased = new HashSet<>();
    for (String folder : FOLDERS) {
      for (String unit : files.names(folder)) {
        String name = shortName(unit);
        if (KINDS.contains(unit.substring(unit.lastIndexOf('.') + 1))
            && !states.containsKey(name)) {
          states.put(name, state(files, folder, unit, wanted, aliased));
        }
      }
    }
    aliased.forEach(unit ->
        states.computeIfPresent(shortName(unit), (_, s) -> s.equals("masked") ? s : "enabled"));
    return states;
  }

  static String shortName(String unit) {
    return unit.endsWith(".service") ? unit.substring(0, unit.length() - 8) : unit;
  }

  private static String state(
      MachineFiles files, String folder, String unit, Set<String> wanted, Set<String> aliased)
      throws IOException {
    Path file = files.resolve(folder).resolve(unit);
    if (Files.isSymbolicLink(file)) {
      String target = Files.readSymbolicLink(file).toString();
      String of = target.substring(target.lastIndexOf('/') + 1);
      if (target.equals("/dev/null")) {
        return "masked";
      }
      if (!of.equals(unit)) {
        if (folder.startsWith("/etc/")) {
          aliased.add(of);
        }
        return "alias";
      }
    }
    Optional<FileState> state = files.state(folder + "/" + unit, LinkOption.NOFOLLOW_LINKS);
    if (wanted.contains(unit)) {
      return "enabled";
    }
    if (state.isEmpty()) {
      return "disabled";
    }
    String text = files.quiet(folder + "/" + unit).orElse("");
    if (state.get().isRegular() && text.isEmpty()) {
      return "masked";
    }
    return text.lines().anyMatch(l -> l.strip().equals("[Install]")) ? "disabled" : "static";
  }
}
