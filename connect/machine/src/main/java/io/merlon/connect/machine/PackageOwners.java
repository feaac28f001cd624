package io.merlon.connect.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which package a file came with. */
final class PackageOwners {
  private static final String DPKG_INFO = "/var/lib/dpkg/info";

  private PackageOwners() {}

  /** The package of each of these files that came with one. */
  static Map<String, String> of(Machine machine, Collection<String> paths) throws IOException {
    Map<String, String> wanted = new HashMap<>();
    paths.forEach(p -> wanted.put(merged(p), p));
    Map<String, String> owners = new HashMap<>();
    if (paths.isEmpty()) {
      return owners;
    }
    if (machine.files().exists(PackageDatabase.DPKG_STATUS)) {
      for (String list : machine.files().paths(DPKG_INFO, ".list")) {
        String name =
            list.substring(DPKG_INFO.length() + 1, list.length() - 5).replaceFirst(":.*$", "");
        dpkg(machine.files(), list, name, wanted, owners);
      }
      return owners;
    }
    if (machine.files().exists(PackageDatabase.APK_INSTALLED)) {
      apk(machine.files().text(PackageDatabase.APK_INSTALLED).orElse(""), wanted, owners);
      return owners;
    }
    for (String path : paths) {
      Optional<Commands.Output> output =
          machine.commands().run("rpm", List.of("-qf", "--qf", "%{NAME}\\n", path));
      if (output.isEmpty()) {
        throw new IOException(
            "which package a file came with is told by dpkg's or apk's database or the rpm command; none is there");
      }
      if (output.get().exit() == 0) {
        output.get().text().lines().findFirst().ifPresent(name -> owners.put(path, name));
      }
    }
    return owners;
  }

  private static void dpkg(
      MachineFiles files,
      String list,
      String name,
      Map<String, String> wanted,
      Map<String, String> owners)
      throws IOException {
    if (files.state(list).filter(FileState::isRegular).isEmpty()) {
      return;
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(files.resolve(list)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String path = wanted.get(merged(line));
        if (path != null) {
          owners.put(path, name);
        }
      }
    }
  }

  private static void apk(String database, Map<String, String> wanted, Map<String, String> owners) {
    String name = "";
    String folder = "";
    for (String line : (Iterable<String>) database.lines()::iterator) {
      if (line.startsWith("P:")) {
        name = line.substring(2);
      } else if (line.startsWith("F:")) {
        folder = "/" + line.substring(2);
      } else if (line.startsWith("R:")) {
        String path = wanted.get(merged(folder + "/" + line.substring(2)));
        if (path != null) {
          owners.put(path, name);
        }
      }
    }
  }

  /** With /bin, /sbin and /lib merged into /usr, packages still list the old paths. */
  private static String merged(String path) {
    return path.startsWith("/bin/") || path.startsWith("/sbin/") || path.startsWith("/lib")
        ? "/usr" + path
        : path;
  }
}
