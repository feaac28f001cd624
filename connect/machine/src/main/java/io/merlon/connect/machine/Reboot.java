package io.merlon.connect.machine;

import io.merlon.vulnerability.version.VersionOrder;
import java.io.IOException;
import java.util.Optional;

/** Whether the machine waits for a restart: it was asked for, or an older kernel still runs. */
final class Reboot {
  private Reboot() {}

  /** Empty when nothing tells: an image does not run. */
  static Optional<Boolean> required(Machine machine) throws IOException {
    if (!machine.live()) {
      return Optional.empty();
    }
    if (machine.files().state("/run/reboot-required").isPresent()) {
      return Optional.of(true);
    }
    Optional<String> running = machine.files().quiet("/proc/sys/kernel/osrelease");
    boolean newer = false;
    for (String name : machine.files().names("/boot")) {
      if (running.isPresent() && name.startsWith("vmlinuz-")) {
        newer |= newer(name.substring("vmlinuz-".length()), running.get());
      }
    }
    return Optional.of(newer);
  }

  /** Only kernels of the same flavour are compared: 6.1.0-18-amd64 with 6.1.0-20-amd64. */
  static boolean newer(String installed, String running) {
    return flavour(installed).equals(flavour(running))
        && VersionOrder.DEBIAN.compare(installed, running) > 0;
  }

  private static String flavour(String release) {
    int cut = Math.max(release.lastIndexOf('-'), release.lastIndexOf(".el"));
    return cut < 0 ? "" : release.substring(cut).replaceAll("[0-9_]+$", "");
  }
}
