package io.merlon.connect.machine;

import io.merlon.model.ObjectValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Permissions of the files that security rests on, login banners, root's path, name servers. */
final class FileFacts implements FactGroup {
  private static final int BANNER_LIMIT = 4096;
  private static final List<String> PATHS =
      List.of(
          "/etc/passwd",
          "/etc/passwd-",
          "/etc/shadow",
          "/etc/shadow-",
          "/etc/group",
          "/etc/group-",
          "/etc/gshadow",
          "/etc/gshadow-",
          "/etc/security/opasswd",
          "/etc/shells",
          "/etc/ssh/sshd_config",
          "/etc/sudoers",
          "/etc/sudoers.d",
          "/boot/grub/grub.cfg",
          "/boot/grub2/grub.cfg",
          "/etc/motd",
          "/etc/issue",
          "/etc/issue.net",
          "/etc/hosts",
          "/etc/hosts.allow",
          "/etc/hosts.deny",
          "/etc/fstab",
          "/root",
          "/etc/hosts.equiv",
          "/root/.rhosts",
          "/var/log",
          "/var/log/wtmp",
          "/var/log/btmp",
          "/var/log/lastlog",
          "/tmp",
          "/var/tmp");
  private static final Map<String, String> BANNERS =
      Map.of("motd", "/etc/motd", "issue", "/etc/issue", "issueNet", "/etc/issue.net");

  @Override
  public String name() {
    return "files";
  }

  @Override
  public void read(Machine machine, FactSink facts) {
    ObjectValue.Builder files = ObjectValue.builder();
    for (String path : PATHS) {
      facts.attempt("files." + path, () -> files.put(path, describe(machine, path)));
    }
    facts.put("files", files.build());
    ObjectValue.Builder banners = ObjectValue.builder();
    BANNERS.forEach((name, path) ->
        facts.attempt(
            "banners." + name,
            () -> {
              Optional<byte[]> text = machine.files().bytes(path, BANNER_LIMIT);
              text.ifPresent(b ->
                  banners.put(
                      name,
                      Texts.printable(
                          new String(
                              Arrays.copyOf(b, Math.min(b.length, BANNER_LIMIT)),
                              StandardCharsets.UTF_8))));
            }));
    facts.put("banners", banners.build());
    facts.attempt("environment.path", () -> environment(machine, facts));
    facts.attempt(
        "nameServers",
        () -> {
          List<String> servers =
              Texts.settings(machine.files().text("/etc/resolv.conf").orElse("")).stream()
                  .map(Texts::words)
                  .filter(w -> w.size() > 1 && w.getFirst().equals("nameserver"))
                  .map(w -> w.get(1))
                  .toList();
          facts.put("nameServers", FactSink.strings(servers));
        });
  }

  static ObjectValue describe(Machine machine, String path) throws IOException {
    Optional<FileState> found = machine.files().state(path);
    ObjectValue.Builder file = ObjectValue.builder().put("exists", found.isPresent());
    if (found.isPresent()) {
      FileState state = found.get();
      file.put("mode", FactSink.octal(state.mode()));
      file.put(
          "modeBits",
          ObjectValue.builder()
              .put("ownerExecute", state.has(0100))
              .put("groupRead", state.has(0040))
              .put("groupWrite", state.has(0020))
              .put("groupExecute", state.has(0010))
              .put("groupAny", state.has(0070))
              .put("otherRead", state.has(0004))
              .put("otherWrite", state.has(0002))
              .put("otherExecute", state.has(0001))
              .put("otherAny", state.has(0007))
              .put("sticky", state.has(01000))
              .build());
      file.put("owner", machine.user(state.uid())).put("group", machine.group(state.gid()));
    }
    return file.build();
  }

  /** Root's path at login: login.defs, else /etc/environment, else what login(1) is built with. */
  private static void environment(Machine machine, FactSink facts) throws IOException {
    String setting = LoginFacts.loginDefs(machine).getOrDefault("ENV_SUPATH", "");
    String path = setting.replaceFirst("^PATH=", "");
    if (path.isEmpty()) {
      path =
          Texts.assignments(machine.files().text("/etc/environment").orElse(""))
              .getOrDefault("PATH", "");
    }
    if (path.isEmpty()) {
      path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    }
    List<String> folders = List.of(path.split(":", -1));
    boolean dot =
        folders.stream().anyMatch(f -> f.isEmpty() || f.equals(".") || !f.startsWith("/"));
    facts.put(
        "environment",
        ObjectValue.builder()
            .put("path", FactSink.strings(folders))
            .put("pathHasDot", dot)
            .build());
  }
}
