package io.merlon.connect.machine;

import io.merlon.model.ObjectValue;
import java.util.List;

/** What the machine is made of, by the names that Azure Arc gives its detected properties. */
final class Hardware {
  private Hardware() {}

  static ObjectValue of(Machine machine) {
    ObjectValue.Builder found = ObjectValue.builder();
    if (!machine.live()) {
      return found.build();
    }
    put(machine, found, "manufacturer", "/sys/class/dmi/id/sys_vendor");
    put(machine, found, "model", "/sys/class/dmi/id/product_name");
    List<String> cpu = machine.files().quiet("/proc/cpuinfo").orElse("").lines().toList();
    cpu.stream()
        .filter(l -> l.startsWith("model name"))
        .findFirst()
        .ifPresent(l -> found.put("processorNames", l.substring(l.indexOf(':') + 1).strip()));
    long cores = cpu.stream().filter(l -> l.startsWith("processor")).count();
    if (cores > 0) {
      found.put("logicalCoreCount", cores);
    }
    machine
        .files()
        .quiet("/proc/meminfo")
        .orElse("")
        .lines()
        .filter(l -> l.startsWith("MemTotal:"))
        .flatMap(l -> FactSink.number(Texts.words(l).get(1)).stream())
        .findFirst()
        .ifPresent(kib -> found.put("totalPhysicalMemoryInBytes", kib * 1024));
    return found.build();
  }

  private static void put(Machine machine, ObjectValue.Builder found, String name, String path) {
    machine.files().quiet(path).filter(t -> !t.isEmpty()).ifPresent(t -> found.put(name, t));
  }
}
