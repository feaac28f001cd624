package io.merlon.connect.machine;

import io.merlon.model.ObjectValue;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** How the machine starts: secure boot, the security chip, the boot loader. */
final class BootFacts implements FactGroup {
  private static final String SECURE_BOOT =
      "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c";
  private static final List<String> GRUB = List.of("/boot/grub/grub.cfg", "/boot/grub2/grub.cfg");

  @Override
  public String name() {
    return "boot";
  }

  @Override
  public void read(Machine machine, FactSink facts) {
    MachineFiles files = machine.files();
    if (machine.live()) {
      facts.attempt(
          "secureBoot",
          () -> {
            // Four bytes of attributes, then the value: one byte.
            Optional<byte[]> variable = files.bytes(SECURE_BOOT, 16);
            boolean enabled = variable.filter(b -> b.length > 4 && b[4] == 1).isPresent();
            facts.put(
                "secureBoot",
                ObjectValue.builder()
                    .put("supported", files.exists("/sys/firmware/efi"))
                    .put("enabled", enabled)
                    .build());
          });
      ObjectValue.Builder tpm =
          ObjectValue.builder().put("present", files.exists("/sys/class/tpm/tpm0"));
      files.quiet("/sys/class/tpm/tpm0/tpm_version_major").ifPresent(v -> tpm.put("version", v));
      facts.put("virtualTpm", tpm.build());
    }
    facts.put("bootloader", bootloader(machine, facts));
  }

  private static ObjectValue bootloader(Machine machine, FactSink facts) {
    ObjectValue.Builder loader = ObjectValue.builder();
    for (String path : GRUB) {
      try {
        Optional<String> grub = machine.files().text(path);
        if (grub.isPresent()) {
          String user = machine.files().text(path.replace("grub.cfg", "user.cfg")).orElse("");
          boolean password =
              grub.get().lines().anyMatch(l -> l.strip().startsWith("password_pbkdf2"))
                  || user.contains("GRUB2_PASSWORD=");
          boolean superusers = grub.get().contains("set superusers=");
          return loader
              .put("kind", "grub")
              .put("passwordSet", password && superusers)
              .put("readable", true)
              .build();
        }
      } catch (IOException e) {
        facts.notRead("bootloader.passwordSet", e);
        return loader.put("kind", "grub").put("readable", false).build();
      }
    }
    boolean systemd =
        machine.files().exists("/boot/loader/loader.conf")
            || machine.files().exists("/boot/efi/loader/loader.conf");
    return loader.put("kind", systemd ? "systemd-boot" : "none").put("readable", true).build();
  }
}
