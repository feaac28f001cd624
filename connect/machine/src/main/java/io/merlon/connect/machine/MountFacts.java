package io.merlon.connect.machine;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is mounted where, and whether it lies on an encrypted device. */
final class MountFacts implements FactGroup {
  private static final List<String> OF_INTEREST =
      List.of(
          "/",
          "/boot",
          "/boot/efi",
          "/tmp",
          "/dev/shm",
          "/home",
          "/opt",
          "/srv",
          "/var",
          "/var/tmp",
          "/var/log",
          "/var/log/audit");
  private static final int DEPTH_LIMIT = 8;

  record Mount(String source, String target, String type, List<String> options) {
    Value toValue() {
      return ObjectValue.builder()
          .put("target", target)
          .put("source", source)
          .put("type", type)
          .put("options", FactSink.strings(options))
          .build();
    }
  }

  @Override
  public String name() {
    return "mounts";
  }

  @Override
  public void read(Machine machine, FactSink facts) throws IOException {
    List<Mount> mounts = mounts(machine);
    facts.put("mounts", new ArrayValue(mounts.stream().map(Mount::toValue).toList()));
    Map<String, Mount> byTarget = new LinkedHashMap<>();
    mounts.forEach(m -> byTarget.put(m.target(), m)); // the one mounted last covers the others
    ObjectValue.Builder interest = ObjectValue.builder();
    for (String target : OF_INTEREST) {
      Optional<Mount> mount = Optional.ofNullable(byTarget.get(target));
      ObjectValue.Builder value = ObjectValue.builder().put("separate", mount.isPresent());
      mount.ifPresent(
          m -> value.put("type", m.type()).put("options", FactSink.strings(m.options())));
      interest.put(target, value.build());
    }
    facts.put("mountsByTarget", interest.build());
    if (machine.live()) {
      encryption(machine, byTarget, facts);
    }
  }

  static List<Mount> mounts(Machine machine) throws IOException {
    String path = machine.live() ? "/proc/self/mounts" : "/etc/fstab";
    List<Mount> mounts = new ArrayList<>();
    for (String line : Texts.settings(machine.files().text(path).orElse(""))) {
      List<String> words = Texts.words(line);
      if (words.size() > 3 && words.get(1).startsWith("/")) {
        mounts.add(
            new Mount(
                unescaped(words.get(0)),
                unescaped(words.get(1)),
                words.get(2),
                List.of(Texts.masked(words.get(3)).split(",", -1))));
      }
    }
    return mounts;
  }

  /** proc(5): blanks are written as octal escapes. */
  private static String unescaped(String text) {
    return text.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
  }

  private static void encryption(Machine machine, Map<String, Mount> mounts, FactSink facts) {
    List<String> encrypted = new ArrayList<>();
    Optional<Boolean> root = Optional.empty();
    for (Mount mount : mounts.values()) {
      if (!mount.source().startsWith("/dev/")) {
        continue;
      }
      try {
        boolean isEncrypted =
            encrypted(machine.files(), device(machine.files(), mount.source()), 0);
        if (isEncrypted) {
          encrypted.add(mount.target());
        }
        root = mount.target().equals("/") ? Optional.of(isEncrypted) : root;
      } catch (IOException e) {
        facts.notRead("diskEncryption", mount.target() + ": " + FactSink.reason(e));
      }
    }
    ObjectValue.Builder value =
        ObjectValue.builder().put("encryptedMounts", FactSink.strings(encrypted));
    root.ifPresentOrElse(
        r -> value.put("rootEncrypted", r),
        () ->
            facts.notRead(
                "diskEncryption.rootEncrypted", "/ is not on a block device that is in sight"));
    facts.put("diskEncryption", value.build());
  }

  /** The kernel's name of the device: /dev/mapper/x is a link to dm-0. */
  private static String device(MachineFiles files, String source) throws IOException {
    return String.valueOf(files.resolve(source).toRealPath().getFileName());
  }

  /** Whether the device, or any that it is made of, is a dm-crypt target. */
  private static boolean encrypted(MachineFiles files, String device, int depth)
      throws IOException {
    String folder = "/sys/class/block/" + device;
    if (depth > DEPTH_LIMIT) {
      throw new IOException(folder + ": devices nested too deep");
    }
    if (files.quiet(folder + "/dm/uuid").filter(u -> u.startsWith("CRYPT-")).isPresent()) {
      return true;
    }
    boolean below = false;
    for (String slave : files.names(folder + "/slaves")) {
      below |= encrypted(files, slave, depth + 1);
    }
    return below;
  }
}
