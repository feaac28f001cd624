package io.merlon.connect.machine;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Services and whether they start at boot, from the init system's own files. */
final class ServiceFacts implements FactGroup {
  private static final List<String> TIME =
      List.of("chrony", "chronyd", "systemd-timesyncd", "ntpsec", "ntp", "ntpd", "openntpd");
  private static final Map<String, String> DAEMONS =
      Map.of("chrony", "chronyd", "ntpsec", "ntpd", "ntp", "ntpd", "openntpd", "ntpd");

  @Override
  public String name() {
    return "services";
  }

  @Override
  public void read(Machine machine, FactSink facts) throws IOException {
    Map<String, String> states = states(machine.files(), facts);
    Set<String> active = new HashSet<>();
    boolean activeKnown = active(machine, active, facts);
    List<Value> services = new ArrayList<>();
    List<String> enabled = new ArrayList<>();
    states.forEach((name, state) -> {
      ObjectValue.Builder service =
          ObjectValue.builder().put("name", name).put("enabled", state.equals("enabled"));
      if (activeKnown) {
        service.put("active", active.contains(name));
      }
      services.add(service.put("state", state).build());
      if (state.equals("enabled")) {
        enabled.add(name);
      }
    });
    facts.put("initSystem", initSystem(machine));
    facts.put("services", new ArrayValue(services));
    facts.put("servicesEnabled", FactSink.strings(enabled));
    timeSync(machine, states, facts);
  }

  private static Map<String, String> states(MachineFiles files, FactSink facts) throws IOException {
    Map<String, String> states = SystemdUnits.read(files);
    if (!states.isEmpty()) {
      return states;
    }
    Map<String, String> byRunLevel = new java.util.TreeMap<>();
    for (String script : files.names("/etc/init.d")) {
      boolean openrc = !files.glob("/etc/runlevels/*/" + script).isEmpty();
      boolean sysv = !files.glob("/etc/rc?.d/S??" + script).isEmpty();
      byRunLevel.put(script, openrc || sysv ? "enabled" : "disabled");
    }
    if (byRunLevel.isEmpty()) {
      facts.notRead("services", "no units of systemd and no scripts in /etc/init.d");
    }
    return byRunLevel;
  }

  private static String initSystem(Machine machine) {
    if (machine.live()) {
      String first =
          machine.processes().stream()
              .filter(p -> p.pid() == 1)
              .map(Machine.RunningProcess::name)
              .findFirst()
              .orElse("unknown");
      return first.equals("init") && machine.files().exists("/etc/runlevels") ? "openrc" : first;
    }
    return machine.files().exists("/usr/lib/systemd/systemd")
            || machine.files().exists("/lib/systemd/systemd")
        ? "systemd"
        : machine.files().exists("/etc/runlevels") ? "openrc" : "sysvinit";
  }

  private static boolean active(Machine machine, Set<String> active, FactSink facts) {
    if (!machine.live()) {
      return false;
    }
    if (!machine.files().exists("/run/systemd/system")) {
      facts.notRead("services.active", "systemd does not run here");
      return false;
    }
    try {
      Optional<Commands.Output> output =
          machine
              .commands()
              .run(
                  "systemctl",
                  List.of(
                      "list-units",
                      "--type=service,socket,timer",
                      "--state=active",
                      "--plain",
                      "--no-legend",
                      "--no-pager"));
      if (output.isPresent() && output.get().exit() == 0) {
        output
            .get()
            .text()
            .lines()
            .map(Texts::words)
            .filter(w -> !w.isEmpty())
            .forEach(w -> active.add(SystemdUnits.shortName(w.getFirst())));
        return true;
      }
      facts.notRead("services.active", "systemctl list-units did not answer");
    } catch (IOException e) {
      facts.notRead("services.active", e);
    }
    return false;
  }

  private static void timeSync(Machine machine, Map<String, String> states, FactSink facts) {
    Map<String, Boolean> running = new HashMap<>();
    String service = "none";
    for (String name : TIME) {
      boolean runs = machine.runs(DAEMONS.getOrDefault(name, name));
      boolean there = states.containsKey(name) && !states.getOrDefault(name, "").equals("masked");
      if (there && (service.equals("none") || runs && !running.getOrDefault(service, false))) {
        service = name;
      }
      running.put(name, runs);
    }
    ObjectValue.Builder sync = ObjectValue.builder().put("service", service);
    sync.put("enabled", states.getOrDefault(service, "").equals("enabled"));
    if (machine.live() && machine.seesProcesses()) {
      sync.put("active", running.getOrDefault(service, false));
    }
    facts.put("timeSync", sync.build());
  }
}
