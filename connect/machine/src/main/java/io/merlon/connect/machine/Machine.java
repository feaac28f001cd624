package io.merlon.connect.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What groups of facts read from.
 *
 * @param live whether these are the files of the running system, so that {@code /proc}, {@code
 *     /sys} and commands tell of it
 * @param root whether it is read as root
 */
record Machine(
    MachineFiles files,
    Commands commands,
    boolean live,
    boolean root,
    MachineContext context,
    Map<Integer, String> users,
    Map<Integer, String> groups,
    List<RunningProcess> processes) {

  /** A process; its name is cut after 15 characters by the kernel. */
  record RunningProcess(int pid, String name, int uid) {}

  static Machine of(Path root, boolean live, MachineContext context) {
    MachineFiles files = new MachineFiles(root);
    return new Machine(
        files,
        new Commands(
            live && root.toAbsolutePath().normalize().getNameCount() == 0, Duration.ofSeconds(10)),
        live,
        isRoot(),
        context,
        ids(files, "/etc/passwd"),
        ids(files, "/etc/group"),
        live ? processes(files) : List.of());
  }

  String user(int uid) {
    return users.getOrDefault(uid, Integer.toString(uid));
  }

  String group(int gid) {
    return groups.getOrDefault(gid, Integer.toString(gid));
  }

  /** Whether the processes of all users are in sight; else no process tells nothing. */
  boolean seesProcesses() {
    return processes.stream().anyMatch(p -> p.pid() == 1);
  }

  boolean runs(Set<String> names) {
    return processes.stream().anyMatch(p -> names.contains(p.name()));
  }

  boolean runs(String name) {
    return runs(Set.of(name.length() > 15 ? name.substring(0, 15) : name));
  }

  /** Whether a program is installed in one of the usual folders. */
  boolean hasProgram(String name) {
    return List.of("/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/").stream()
        .anyMatch(folder -> files.exists(folder + name));
  }

  private static boolean isRoot() {
    try {
      return FileState.of(Path.of("/proc/self"), LinkOption.NOFOLLOW_LINKS).uid() == 0
          && Files.readString(Path.of("/proc/self/status")).contains("\nUid:\t0\t0\t");
    } catch (IOException e) {
      return false;
    }
  }

  private static Map<Integer, String> ids(MachineFiles files, String path) {
    Map<Integer, String> names = new HashMap<>();
    for (String line : files.quiet(path).orElse("").lines().toList()) {
      String[] fields = line.split(":", -1);
      if (fields.length > 2) {
        FactSink.number(fields[2]).ifPresent(id -> names.putIfAbsent(id.intValue(), fields[0]));
      }
    }
    return Map.copyOf(names);
  }

  private static List<RunningProcess> processes(MachineFiles files) {
    List<RunningProcess> processes = new ArrayList<>();
    try {
      for (String name : files.names("/proc")) {
        if (Character.isDigit(name.charAt(0))) {
          int pid = Integer.parseInt(name);
          int uid = files.state("/proc/" + name).map(FileState::uid).orElse(-1);
          files
              .quiet("/proc/" + name + "/comm")
              .ifPresent(comm -> processes.add(new RunningProcess(pid, comm, uid)));
        }
      }
    } catch (IOException | NumberFormatException e) {
      return List.copyOf(processes);
    }
    return List.copyOf(processes);
  }
}
