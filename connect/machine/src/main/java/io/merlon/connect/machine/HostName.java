package io.merlon.connect.machine;

import java.util.Optional;
import java.util.regex.Pattern;

/** The machine's names, fit to be a segment of a resource id. */
final class HostName {
  private static final Pattern NOT_A_NAME = Pattern.compile("[^A-Za-z0-9._-]");

  private HostName() {}

  static String of(Machine machine) {
    String full = read(machine);
    int dot = full.indexOf('.');
    return dot > 0 ? full.substring(0, dot) : full;
  }

  /** With the domain, when {@code /etc/hosts} or the host name itself tells it. */
  static String qualified(Machine machine) {
    String full = read(machine);
    if (full.indexOf('.') > 0) {
      return full;
    }
    for (String line : Texts.settings(machine.files().quiet("/etc/hosts").orElse(""))) {
      for (String word : Texts.words(line)) {
        if (word.startsWith(full + ".")) {
          return NOT_A_NAME.matcher(word).replaceAll("-");
        }
      }
    }
    return full;
  }

  private static String read(Machine machine) {
    Optional<String> running =
        machine.live() ? machine.files().quiet("/proc/sys/kernel/hostname") : Optional.empty();
    String name =
        running
            .filter(n -> !n.isEmpty())
            .or(() -> machine.files().quiet("/etc/hostname"))
            .flatMap(t -> Texts.settings(t).stream().findFirst())
            .orElse("unknown-host");
    return NOT_A_NAME.matcher(name).replaceAll("-");
  }
}
