package io.merlon.connect.machine;

import io.merlon.model.ArrayValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SSH server's configuration: what {@code sshd -T} says, else its files with the defaults. */
final class SshFacts implements FactGroup {
  private static final List<String> KEY_TYPES = List.of("rsa", "ecdsa", "ed25519");
  private static final Map<String, String> LISTS =
      Map.of("ciphers", "ciphers", "macs", "macs", "kexalgorithms", "kexAlgorithms");

  @Override
  public String name() {
    return "sshd";
  }

  @Override
  public void read(Machine machine, FactSink facts) throws IOException {
    ObjectValue.Builder sshd = ObjectValue.builder();
    boolean installed = machine.hasProgram("sshd");
    sshd.put("installed", installed);
    if (machine.live() && machine.seesProcesses()) {
      sshd.put("running", machine.runs("sshd"));
    }
    if (installed) {
      facts.attempt(
          "sshd.configMode",
          () ->
              machine
                  .files()
                  .state(SshdConfig.PATH)
                  .ifPresent(s ->
                      sshd.put("configMode", FactSink.octal(s.mode()))
                          .put("configOwner", machine.user(s.uid()))));
      try {
        Optional<SshdConfig> told = machine.root() ? told(machine, facts) : Optional.empty();
        SshdConfig config = told.isPresent() ? told.get() : SshdConfig.read(machine.files());
        sshd.put("source", told.isPresent() ? "sshd -T" : "files").put("readable", true);
        describe(config, sshd);
        if (told.isEmpty()) {
          facts.notRead(
              "sshd.effective",
              "read from the files, where a key is not set there with OpenSSH's default; ciphers, macs and kexAlgorithms only as far as set");
        }
        facts.attempt("sshd.hostKeys", () -> sshd.put("hostKeys", hostKeys(machine, config)));
      } catch (IOException e) {
        sshd.put("readable", false);
        facts.notRead("sshd.effective", e);
      }
    }
    facts.put("sshd", sshd.build());
  }

  private static Optional<SshdConfig> told(Machine machine, FactSink facts) {
    try {
      return machine
          .commands()
          .run("sshd", List.of("-T"))
          .filter(output -> output.exit() == 0)
          .map(output -> SshdConfig.told(output.text()));
    } catch (IOException e) {
      facts.notRead("sshd.effective", "sshd -T: " + FactSink.reason(e));
      return Optional.empty();
    }
  }

  private static void describe(SshdConfig config, ObjectValue.Builder sshd) {
    sshd.put("effective", FactSink.object(config.single()));
    LISTS.forEach((key, name) -> {
      String list = config.single().getOrDefault(key, "");
      // +, - and ^ change a built-in list that only sshd itself knows
      if (!list.isEmpty() && "+-^".indexOf(list.charAt(0)) < 0) {
        sshd.put(name, FactSink.strings(List.of(list.split(",", -1))));
      }
    });
    List<Value> ports = new ArrayList<>();
    config
        .all("port")
        .forEach(p -> FactSink.number(p).ifPresent(n -> ports.add(new IntegerValue(n))));
    sshd.put("port", new ArrayValue(ports));
    sshd.put("matchBlocks", config.matchBlocks());
  }

  private static ArrayValue hostKeys(Machine machine, SshdConfig config) throws IOException {
    List<String> paths = config.all("hostkey");
    if (paths.isEmpty()) {
      paths = KEY_TYPES.stream().map(t -> "/etc/ssh/ssh_host_" + t + "_key").toList();
    }
    List<Value> keys = new ArrayList<>();
    for (String path : paths) {
      Optional<FileState> state = machine.files().state(path);
      if (state.isPresent()) {
        String type =
            machine
                .files()
                .quiet(path + ".pub")
                .map(Texts::words)
                .filter(w -> !w.isEmpty())
                .map(List::getFirst)
                .orElse("unknown");
        keys.add(
            ObjectValue.builder()
                .put("path", path)
                .put("mode", FactSink.octal(state.get().mode()))
                .put("owner", machine.user(state.get().uid()))
                .put("group", machine.group(state.get().gid()))
                .put("type", type)
                .build());
      }
    }
    return new ArrayValue(keys);
  }
}
