package io.merlon.connect.machine;

import io.merlon.model.ObjectValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kernel parameters that matter to security, as they are at this moment, and core dumps. */
final class SysctlFacts implements FactGroup {
  private static final List<String> NAMES =
      List.of(
          "fs.protected_fifos",
          "fs.protected_hardlinks",
          "fs.protected_regular",
          "fs.protected_symlinks",
          "fs.suid_dumpable",
          "kernel.core_pattern",
          "kernel.core_uses_pid",
          "kernel.ctrl-alt-del",
          "kernel.dmesg_restrict",
          "kernel.kexec_load_disabled",
          "kernel.kptr_restrict",
          "kernel.modules_disabled",
          "kernel.panic",
          "kernel.panic_on_oops",
          "kernel.perf_event_paranoid",
          "kernel.randomize_va_space",
          "kernel.sysrq",
          "kernel.unprivileged_bpf_disabled",
          "kernel.unprivileged_userns_clone",
          "kernel.yama.ptrace_scope",
          "dev.tty.ldisc_autoload",
          "net.core.bpf_jit_harden",
          "net.ipv4.icmp_echo_ignore_all",
          "net.ipv4.icmp_echo_ignore_broadcasts",
          "net.ipv4.icmp_ignore_bogus_error_responses",
          "net.ipv4.ip_forward",
          "net.ipv4.tcp_rfc1337",
          "net.ipv4.tcp_syncookies",
          "net.ipv4.tcp_timestamps",
          "net.ipv6.conf.all.forwarding",
          "user.max_user_namespaces",
          "vm.mmap_min_addr",
          "vm.mmap_rnd_bits",
          "vm.swappiness",
          "vm.unprivileged_userfaultfd");
  private static final List<String> IPV4 =
      List.of(
          "accept_redirects",
          "accept_source_route",
          "log_martians",
          "rp_filter",
          "secure_redirects",
          "send_redirects",
          "forwarding",
          "arp_ignore",
          "arp_announce",
          "bootp_relay",
          "proxy_arp");
  private static final List<String> IPV6 =
      List.of(
          "accept_ra",
          "accept_redirects",
          "accept_source_route",
          "disable_ipv6",
          "router_solicitations",
          "use_tempaddr",
          "autoconf");

  @Override
  public String name() {
    return "sysctl";
  }

  @Override
  public void read(Machine machine, FactSink facts) {
    if (machine.live()) {
      ObjectValue.Builder values = ObjectValue.builder();
      for (String name : names()) {
        facts.attempt(
            "sysctl." + name,
            () ->
                machine
                    .files()
                    .text("/proc/sys/" + name.replace('.', '/'))
                    .ifPresent(t -> values.put(name, t.strip())));
      }
      facts.put("sysctl", values.build());
    }
    facts.attempt("coreDumps", () -> coreDumps(machine, facts));
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(NAMES);
    for (String scope : List.of("all", "default")) {
      IPV4.forEach(n -> names.add("net.ipv4.conf." + scope + "." + n));
      IPV6.forEach(n -> names.add("net.ipv6.conf." + scope + "." + n));
    }
    return names.stream().sorted().toList();
  }

  private static void coreDumps(Machine machine, FactSink facts) throws IOException {
    List<String> paths = new ArrayList<>(List.of("/etc/security/limits.conf"));
    paths.addAll(machine.files().paths("/etc/security/limits.d", ".conf"));
    boolean hardLimit = false;
    for (String path : paths) {
      for (String line : Texts.settings(machine.files().text(path).orElse(""))) {
        List<String> words = Texts.words(line);
        if (words.size() > 3
            && words.get(0).equals("*")
            && words.get(2).equals("core")
            && !words.get(1).equals("soft")) {
          hardLimit = words.get(3).equals("0");
        }
      }
    }
    ObjectValue.Builder dumps = ObjectValue.builder().put("hardLimit", hardLimit);
    if (machine.live()) {
      machine
          .files()
          .quiet("/proc/sys/fs/suid_dumpable")
          .flatMap(FactSink::number)
          .ifPresent(n -> dumps.put("suidDumpable", n));
    }
    Map<String, String> settings =
        DropIns.section(machine.files(), "systemd/coredump.conf", "Coredump");
    Optional.ofNullable(settings.get("storage")).ifPresent(v -> dumps.put("storage", v));
    Optional.ofNullable(settings.get("processsizemax"))
        .ifPresent(v -> dumps.put("processSizeMax", v));
    facts.put("coreDumps", dumps.build());
  }
}
