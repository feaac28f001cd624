package io.merlon.connect.machine;

import io.merlon.connect.machine.AptLists.Available;
import io.merlon.connect.machine.PackageDatabase.Kind;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.vulnerability.version.VersionOrder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Updates that are pending, as the lists that the package manager fetched last tell it. */
final class UpdateFacts implements FactGroup {
  @Override
  public String name() {
    return "updates";
  }

  @Override
  public void read(Machine machine, FactSink facts) throws IOException {
    PackageDatabase database = PackageDatabase.read(machine);
    ObjectValue.Builder updates = ObjectValue.builder();
    if (database.kind() == Kind.DPKG) {
      facts.attempt("updates.pending", () -> apt(machine, database, updates, facts));
    } else {
      updates.put("known", false);
      facts.notRead(
          "updates.pending",
          "pending updates are told from apt's lists only; the package manager here is "
              + database.kind().manager());
    }
    facts.attempt(
        "updates.rebootRequired",
        () -> Reboot.required(machine).ifPresent(r -> updates.put("rebootRequired", r)));
    facts.attempt(
        "updates.automatic", () -> updates.put("automatic", automatic(machine, database)));
    facts.put("updates", updates.build());
  }

  private static void apt(
      Machine machine, PackageDatabase database, ObjectValue.Builder updates, FactSink facts)
      throws IOException {
    updates.put("known", false); // until all of it has been read
    AptLists lists = AptLists.read(machine.files());
    if (lists.releases().isEmpty() || lists.lists().isEmpty()) {
      facts.notRead(
          "updates.pending", "no package lists in /var/lib/apt/lists: run apt-get update");
      return;
    }
    updates.put("asOf", lists.asOf().toString());
    Duration age = Duration.between(lists.asOf(), machine.context().now());
    if (age.compareTo(machine.context().listsValid()) > 0) {
      facts.notRead(
          "updates.pending",
          "the package lists are " + age.toDays() + " days old: run apt-get update");
      return;
    }
    if (!lists.missing().isEmpty()) {
      updates.put("sourcesWithoutLists", FactSink.strings(lists.missing()));
      facts.notRead(
          "updates.pending",
          "no list of the sources "
              + String.join(", ", lists.missing())
              + ": packages of these were not compared; run apt-get update");
    }
    List<ObjectValue> pending = pending(machine, database, lists);
    long security =
        pending.stream()
            .filter(u -> u.get("security").equals(io.merlon.model.BooleanValue.TRUE))
            .count();
    updates.put("known", true);
    updates.put("pending", new ArrayValue(pending.stream().<Value>map(u -> u).toList()));
    updates.put("pendingCount", pending.size());
    updates.put("securityCount", security);
    List<String> held =
        database.packages().stream()
            .filter(InstalledPackage::held)
            .map(InstalledPackage::name)
            .toList();
    updates.put("held", FactSink.strings(held));
  }

  private static List<ObjectValue> pending(
      Machine machine, PackageDatabase database, AptLists lists) throws IOException {
    List<InstalledPackage> installed =
        database.packages().stream().filter(p -> p.status().endsWith(" installed")).toList();
    Map<String, List<Available>> available = new HashMap<>();
    lists.read(
        machine.files(),
        installed.stream().map(InstalledPackage::name).collect(Collectors.toUnmodifiableSet()),
        a -> available.computeIfAbsent(a.name(), _ -> new ArrayList<>()).add(a));
    List<AptPin> pins = AptPin.read(machine.files());
    List<ObjectValue> pending = new ArrayList<>();
    for (InstalledPackage p : installed) {
      List<Available> versions =
          available.getOrDefault(p.name(), List.of()).stream()
              .filter(a -> sameArchitecture(a.architecture(), p.architecture()))
              .toList();
      Optional<Available> candidate = AptLists.candidate(versions, pins);
      if (candidate.isPresent()
          && VersionOrder.DEBIAN.compare(candidate.get().version(), p.version()) > 0) {
        pending.add(update(p, candidate.get(), versions));
      }
    }
    return pending;
  }

  private static ObjectValue update(
      InstalledPackage p, Available candidate, List<Available> versions) {
    boolean security =
        versions.stream()
            .filter(v -> v.release().security())
            .anyMatch(v ->
                VersionOrder.DEBIAN.compare(v.version(), p.version()) > 0
                    && VersionOrder.DEBIAN.compare(v.version(), candidate.version()) <= 0);
    ObjectValue.Builder update = ObjectValue.builder();
    update
        .put("name", p.name())
        .put("installed", p.version())
        .put("available", candidate.version());
    update.put("security", security).put("held", p.held());
    return update.build();
  }

  private static boolean sameArchitecture(String a, String b) {
    return a.equals(b) || a.equals("all") || b.equals("all");
  }

  private static Value automatic(Machine machine, PackageDatabase database) throws IOException {
    boolean installed =
        database.packages().stream()
            .anyMatch(p ->
                p.name().equals("unattended-upgrades") && p.status().endsWith(" installed")
                    || p.name().equals("dnf-automatic"));
    boolean enabled = false;
    for (String path : machine.files().paths("/etc/apt/apt.conf.d", "")) {
      for (String line :
          machine.files().text(path).orElse("").lines().map(String::strip).toList()) {
        if (line.startsWith("APT::Periodic::Unattended-Upgrade ")) {
          enabled = !line.contains("\"0\"");
        }
      }
    }
    for (String timer : List.of("dnf-automatic.timer", "dnf-automatic-install.timer")) {
      enabled |= !machine.files().glob("/etc/systemd/system/*.wants/" + timer).isEmpty();
    }
    return ObjectValue.builder()
        .put("installed", installed)
        .put("enabled", installed && enabled)
        .build();
  }
}
