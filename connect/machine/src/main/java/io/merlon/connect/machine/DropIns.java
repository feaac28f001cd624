package io.merlon.connect.machine;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A systemd configuration file with its drop-ins: of the main file the one in /etc counts, then all
 * drop-ins in the order of their names, of two with one name the one in /etc.
 */
final class DropIns {
  private DropIns() {}

  static Map<String, String> section(MachineFiles files, String name, String section)
      throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    for (String folder : List.of("/etc/", "/run/", "/usr/lib/")) {
      var main = files.text(folder + name);
      if (main.isPresent()) {
        values.putAll(Texts.section(main.get(), section));
        break;
      }
    }
    Map<String, String> byName = new TreeMap<>();
    for (String folder : List.of("/usr/lib/", "/run/", "/etc/")) {
      for (String path : files.paths(folder + name + ".d", ".conf")) {
        byName.put(path.substring(path.lastIndexOf('/') + 1), path);
      }
    }
    for (String path : byName.values()) {
      values.putAll(Texts.section(files.text(path).orElse(""), section));
    }
    return values;
  }
}
