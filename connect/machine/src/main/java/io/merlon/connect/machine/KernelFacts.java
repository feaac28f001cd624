package io.merlon.connect.machine;

import io.merlon.model.BooleanValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The kernel: what runs, its boot parameters, and modules that may not be loaded. */
final class KernelFacts implements FactGroup {
  private static final List<String> MODPROBE =
      List.of("/etc/modprobe.d", "/run/modprobe.d", "/usr/lib/modprobe.d", "/lib/modprobe.d");
  private static final Set<String> NOTHING =
      Set.of("/bin/false", "/bin/true", "/usr/bin/false", "/usr/bin/true");

  @Override
  public String name() {
    return "kernel";
  }

  @Override
  public void read(Machine machine, FactSink facts) {
    MachineFiles files = machine.files();
    ObjectValue.Builder kernel = ObjectValue.builder();
    if (machine.live()) {
      files.quiet("/proc/sys/kernel/osrelease").ifPresent(t -> kernel.put("release", t));
      files.quiet("/proc/sys/kernel/version").ifPresent(t -> kernel.put("version", t));
      kernel.put("architecture", architecture(System.getProperty("os.arch", "")));
      files
          .quiet("/proc/sys/kernel/tainted")
          .flatMap(FactSink::number)
          .ifPresent(n -> kernel.put("taint", n));
      facts.attempt(
          "kernel.modulesLoaded",
          () -> kernel.put("modulesLoaded", FactSink.strings(loaded(files.text("/proc/modules")))));
    }
    facts.attempt(
        "kernel.bootParameters",
        () ->
            bootParameters(machine)
                .ifPresent(line -> kernel.put("bootParameters", parameters(line))));
    facts.attempt(
        "kernel.modulesDisabled",
        () -> kernel.put("modulesDisabled", FactSink.strings(disabled(machine))));
    facts.put("kernel", kernel.build());
  }

  private static String architecture(String java) {
    return java.equals("amd64") ? "x86_64" : java;
  }

  private static Set<String> loaded(Optional<String> modules) {
    Set<String> names = new TreeSet<>();
    modules
        .orElse("")
        .lines()
        .forEach(l -> Texts.words(l).stream().findFirst().ifPresent(names::add));
    return names;
  }

  private static Optional<String> bootParameters(Machine machine) throws IOException {
    if (machine.live()) {
      return machine.files().text("/proc/cmdline").map(String::strip);
    }
    return machine
        .files()
        .text("/etc/default/grub")
        .map(Texts::assignments)
        .map(grub ->
            grub.getOrDefault("GRUB_CMDLINE_LINUX", "")
                + " "
                + grub.getOrDefault("GRUB_CMDLINE_LINUX_DEFAULT", ""));
  }

  /** {@code a=1 b} as {a: "1", b: true}; what follows {@code --} is for init. */
  static ObjectValue parameters(String line) {
    ObjectValue.Builder parameters = ObjectValue.builder();
    for (String word : Texts.words(Texts.masked(line))) {
      if (word.equals("--")) {
        break;
      }
      int equals = word.indexOf('=');
      parameters.put(
          equals < 0 ? word : word.substring(0, equals),
          equals < 0 ? BooleanValue.TRUE : new StringValue(word.substring(equals + 1)));
    }
    return parameters.build();
  }

  private static Set<String> disabled(Machine machine) throws IOException {
    Set<String> names = new TreeSet<>();
    for (String folder : MODPROBE) {
      for (String path : machine.files().paths(folder, ".conf")) {
        for (String line : Texts.settings(machine.files().text(path).orElse(""))) {
          List<String> words = Texts.words(line);
          boolean off =
              words.size() == 2 && words.getFirst().equals("blacklist")
                  || words.size() > 2
                      && words.getFirst().equals("install")
                      && NOTHING.contains(words.get(2));
          if (off) {
            names.add(words.get(1));
          }
        }
      }
    }
    bootParameters(machine)
        .ifPresent(line -> {
          if (parameters(line).get("modprobe.blacklist") instanceof StringValue(String list)) {
            names.addAll(List.of(list.split(",", -1)));
          }
        });
    return names;
  }
}
