package io.merlon.connect.machine;

import io.merlon.model.ObjectValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What guards the running machine: mandatory access control, endpoint protection; containers. */
final class ProtectionFacts implements FactGroup {
  /** Product by the name of its daemon, as the kernel cuts it after 15 characters. */
  private static final Map<String, String> AGENTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("wdavdaemon", "Microsoft Defender for Endpoint"),
              Map.entry("falcon-sensor", "CrowdStrike Falcon"),
              Map.entry("falcon-sensor-b", "CrowdStrike Falcon"),
              Map.entry("ds_agent", "Trend Micro Deep Security"),
              Map.entry("clamd", "ClamAV"),
              Map.entry("cbagentd", "Carbon Black"),
              Map.entry("s1-agent", "SentinelOne"),
              Map.entry("elastic-endpoin", "Elastic Defend"),
              Map.entry("wazuh-agentd", "Wazuh"),
              Map.entry("ossec-agentd", "OSSEC"),
              Map.entry("falco", "Falco"),
              Map.entry("tetragon", "Tetragon"),
              Map.entry("savd", "Sophos"),
              Map.entry("traps_pmd", "Cortex XDR"),
              Map.entry("xagt", "Trellix")));

  private static final Map<String, String> INSTALLED =
      Map.of(
          "/opt/microsoft/mdatp", "Microsoft Defender for Endpoint",
          "/opt/CrowdStrike", "CrowdStrike Falcon",
          "/opt/ds_agent", "Trend Micro Deep Security",
          "/usr/sbin/clamd", "ClamAV",
          "/opt/sentinelone", "SentinelOne",
          "/var/ossec/bin/wazuh-agentd", "Wazuh",
          "/usr/bin/falco", "Falco");

  @Override
  public String name() {
    return "protection";
  }

  @Override
  public void read(Machine machine, FactSink facts) {
    facts.attempt("mandatoryAccessControl", () -> accessControl(machine, facts));
    endpoint(machine, facts);
    facts.attempt("containers", () -> containers(machine, facts));
  }

  private static void accessControl(Machine machine, FactSink facts) throws IOException {
    MachineFiles files = machine.files();
    Map<String, String> selinux = Texts.assignments(files.text("/etc/selinux/config").orElse(""));
    String configured = selinux.getOrDefault("SELINUX", "").toLowerCase(Locale.ROOT);
    ObjectValue.Builder mac = ObjectValue.builder();
    if (!machine.live()) {
      if (!configured.isEmpty()) {
        mac.put("kind", "selinux")
            .put("enabled", !configured.equals("disabled"))
            .put("enforcing", configured.equals("enforcing"));
        facts.put("mandatoryAccessControl", mac.build());
      }
      return;
    }
    Optional<String> enforce = files.text("/sys/fs/selinux/enforce").map(String::strip);
    if (enforce.isPresent()) {
      mac.put("kind", "selinux").put("enabled", true).put("enforcing", enforce.get().equals("1"));
    } else if (files
        .quiet("/sys/module/apparmor/parameters/enabled")
        .filter("Y"::equals)
        .isPresent()) {
      mac.put("kind", "apparmor").put("enabled", true);
      facts.attempt(
          "mandatoryAccessControl.profilesEnforced",
          () -> {
            List<String> profiles =
                files.text("/sys/kernel/security/apparmor/profiles").orElse("").lines().toList();
            long enforced = profiles.stream().filter(l -> l.endsWith("(enforce)")).count();
            mac.put("profilesEnforced", enforced);
            mac.put(
                "profilesComplain",
                profiles.stream().filter(l -> l.endsWith("(complain)")).count());
            mac.put("enforcing", enforced > 0);
          });
    } else {
      mac.put("kind", configured.isEmpty() ? "none" : "selinux")
          .put("enabled", false)
          .put("enforcing", false);
    }
    if (!configured.isEmpty()) {
      mac.put("configured", configured);
    }
    facts.put("mandatoryAccessControl", mac.build());
  }

  private static void endpoint(Machine machine, FactSink facts) {
    List<String> detected = new ArrayList<>();
    INSTALLED.forEach((path, product) -> {
      if (machine.files().exists(path)) {
        detected.add(product);
      }
    });
    boolean active = false;
    for (Map.Entry<String, String> agent : AGENTS.entrySet()) {
      if (machine.runs(agent.getKey())) {
        detected.add(agent.getValue());
        active = true;
      }
    }
    ObjectValue.Builder protection = ObjectValue.builder();
    protection.put("detected", FactSink.strings(detected.stream().distinct().sorted().toList()));
    if (machine.live() && machine.seesProcesses()) {
      protection.put("active", active);
    }
    facts.put("endpointProtection", protection.build());
  }

  private static void containers(Machine machine, FactSink facts) throws IOException {
    ObjectValue.Builder containers = ObjectValue.builder();
    String runtime = "none";
    for (String program : List.of("podman", "containerd", "crio", "dockerd")) {
      runtime = machine.hasProgram(program) ? program : runtime;
    }
    containers.put("runtime", runtime.equals("dockerd") ? "docker" : runtime);
    if (machine.live()) {
      machine
          .files()
          .state("/run/docker.sock")
          .ifPresent(s ->
              containers
                  .put("dockerSocketMode", FactSink.octal(s.mode()))
                  .put("dockerSocketGroup", machine.group(s.gid())));
    }
    facts.put("containers", containers.build());
  }
}
