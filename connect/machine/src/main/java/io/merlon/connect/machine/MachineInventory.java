package io.merlon.connect.machine;

import io.merlon.connect.machine.FactSink.NotRead;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.model.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads a machine: all groups of facts at the same time, within one limit. */
public final class MachineInventory {
  /** The type of the resource that a machine becomes. */
  public static final ResourceType TYPE = ResourceType.of("Microsoft.HybridCompute/machines");

  private static final String AGENT_VERSION = "0.1.0";

  private MachineInventory() {}

  /**
   * Reads the running machine ({@code /}) or the tree of a machine that does not run here (a
   * mounted image); of the latter the facts of a running system are left out and named.
   *
   * @param root the folder that holds {@code etc}, {@code usr}, {@code var}
   * @return the machine; never fails, what could not be read is named in it
   */
  public static MachineFacts read(Path root, MachineContext context) {
    boolean live = root.toAbsolutePath().normalize().getNameCount() == 0;
    return read(Machine.of(root, live, context), groups());
  }

  /** The id that the machine has when it is read. */
  public static ResourceId id(Path root, MachineContext context) {
    boolean live = root.toAbsolutePath().normalize().getNameCount() == 0;
    return id(Machine.of(root, live, context));
  }

  private static ResourceId id(Machine machine) {
    return ResourceId.of(
        "/subscriptions/%s/resourceGroups/%s/providers/%s/%s"
            .formatted(
                machine.context().subscription(),
                machine.context().resourceGroup(),
                TYPE.text(),
                HostName.of(machine)));
  }

  static List<FactGroup> groups() {
    return List.of(
        new OsFacts(),
        new KernelFacts(),
        new PackageFacts(),
        new UpdateFacts(),
        new SocketFacts(),
        new AccountFacts(),
        new LoginFacts(),
        new SudoFacts(),
        new SshFacts(),
        new MountFacts(),
        new SysctlFacts(),
        new ServiceFacts(),
        new LoggingFacts(),
        new CronFacts(),
        new FileFacts(),
        new ScanFacts(),
        new CertificateFacts(),
        new FirewallFacts(),
        new BootFacts(),
        new ProtectionFacts());
  }

  static MachineFacts read(Machine machine, List<FactGroup> groups) {
    List<FactSink> sinks = gather(machine, groups);
    ObjectValue.Builder facts = ObjectValue.builder();
    facts.put("collectedAt", machine.context().now().toString());
    facts.put("root", machine.root());
    facts.put("live", machine.live());
    List<NotRead> notRead = new ArrayList<>();
    for (FactSink sink : sinks) {
      ObjectValue part = sink.facts();
      for (int i = 0; i < part.size(); i++) {
        facts.put(part.nameAt(i), part.valueAt(i));
      }
      notRead.addAll(sink.notRead());
    }
    if (!machine.live()) {
      notRead.addFirst(
          new NotRead(
              "running system",
              "read from a tree of files; what only a running system knows is left out"));
    }
    facts.put(
        "notRead", new ArrayValue(notRead.stream().<Value>map(MachineInventory::entry).toList()));
    List<String> lines = notRead.stream().map(n -> n.fact() + ": " + n.reason()).toList();
    return new MachineFacts(resource(machine, facts.build()), lines);
  }

  private static List<FactSink> gather(Machine machine, List<FactGroup> groups) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    long end = System.nanoTime() + machine.context().limit().toNanos();
    try {
      Progress progress = new Progress(machine.context().listener(), groups.size());
      List<Future<FactSink>> readings =
          groups.stream().map(g -> threads.submit(() -> read(g, machine, progress))).toList();
      List<FactSink> sinks = new ArrayList<>();
      for (int i = 0; i < groups.size(); i++) {
        sinks.add(await(groups.get(i), readings.get(i), end, machine));
      }
      return sinks;
    } finally {
      // Not closed: that would wait for a group that hangs. Its thread is a daemon.
      threads.shutdownNow();
    }
  }

  private static FactSink read(FactGroup group, Machine machine, Progress progress) {
    FactSink sink = new FactSink();
    try {
      group.read(machine, sink);
    } catch (IOException e) {
      sink.notRead(group.name(), e);
    } catch (RuntimeException e) {
      sink.notRead(group.name(), "unexpected content: " + e);
    }
    progress.done(group.name());
    return sink;
  }

  private static FactSink await(
      FactGroup group, Future<FactSink> reading, long end, Machine machine) {
    FactSink lost = new FactSink();
    try {
      return reading.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      reading.cancel(true);
      lost.notRead(
          group.name(), "took longer than " + machine.context().limit().toMillis() + " ms");
    } catch (ExecutionException e) {
      lost.notRead(group.name(), "failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      lost.notRead(group.name(), "interrupted");
    }
    return lost;
  }

  private static Value entry(NotRead notRead) {
    return ObjectValue.builder()
        .put("fact", notRead.fact())
        .put("reason", notRead.reason())
        .build();
  }

  private static Resource resource(Machine machine, ObjectValue facts) {
    String host = HostName.of(machine);
    ResourceId id = id(machine);
    Value os = facts.get("os");
    ObjectValue.Builder properties = ObjectValue.builder();
    properties.put("osName", "linux").put("osType", "linux");
    text(os, "prettyName").ifPresent(t -> properties.put("osSku", t));
    text(os, "versionId").ifPresent(t -> properties.put("osVersion", t));
    properties.put("machineFqdn", HostName.qualified(machine));
    properties.put("displayName", host);
    properties.put("status", machine.live() ? "Connected" : "Disconnected");
    properties.put("provisioningState", "Succeeded");
    properties.put("agentVersion", AGENT_VERSION);
    properties.put("detectedProperties", Hardware.of(machine));
    properties.put("facts", facts);
    ObjectValue document =
        ObjectValue.builder()
            .put("id", id.text())
            .put("name", host)
            .put("type", TYPE.text())
            .put("kind", "")
            .put("location", "on-premises")
            .put("tags", ObjectValue.EMPTY)
            .put("properties", properties.build())
            .build();
    return new Resource(id, TYPE, document);
  }

  private static Optional<String> text(Value object, String name) {
    String text = object.get(name).textOr("");
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Counts the groups that are done and tells the listener, one at a time. */
  private static final class Progress {
    private final MachineListener listener;
    private final int of;
    private int done;

    Progress(MachineListener listener, int of) {
      this.listener = listener;
      this.of = of;
    }

    synchronized void done(String group) {
      done++;
      listener.read(group, done, of);
    }
  }
}
