package io.merlon.connect.machine;

import io.merlon.connect.machine.Machine.RunningProcess;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** ListeningSocket sockets, from proc(5)'s tables, with the processes that hold them open. */
final class SocketFacts implements FactGroup {
  @Override
  public String name() {
    return "sockets";
  }

  @Override
  public void read(Machine machine, FactSink facts) throws IOException {
    if (!machine.live()) {
      return;
    }
    List<ListeningSocket> sockets = new ArrayList<>();
    for (String table : ListeningSocket.TABLES) {
      // No tcp6 table means that the kernel runs without IPv6.
      Optional<String> text = machine.files().text("/proc/net/" + table);
      if (text.isEmpty() && table.equals("tcp")) {
        throw new IOException("/proc/net/tcp is not there");
      }
      sockets.addAll(ListeningSocket.read(table, text.orElse("")));
    }
    Map<Long, RunningProcess> holders = holders(machine, sockets);
    List<Value> values = new ArrayList<>();
    long unknown = 0;
    for (ListeningSocket socket : sockets) {
      Optional<RunningProcess> holder = Optional.ofNullable(holders.get(socket.inode()));
      unknown += holder.isEmpty() ? 1 : 0;
      values.add(value(machine, socket, holder));
    }
    facts.put("sockets", new ArrayValue(values));
    if (unknown > 0) {
      facts.notRead(
          "sockets.process",
          unknown
              + " of "
              + sockets.size()
              + " listening sockets are held by processes out of sight"
              + (machine.root()
                  ? " (the kernel's own, or another process namespace)"
                  : " of this user"));
    }
  }

  private static Value value(
      Machine machine, ListeningSocket socket, Optional<RunningProcess> holder) {
    ObjectValue.Builder value = ObjectValue.builder();
    value.put("protocol", socket.protocol());
    value.put("family", socket.address().getAddress().length == 4 ? "ipv4" : "ipv6");
    value.put("address", text(socket.address()));
    value.put("port", socket.port());
    value.put("loopback", socket.address().isLoopbackAddress());
    value.put("anyAddress", socket.address().isAnyLocalAddress());
    holder.ifPresent(p -> value.put("process", p.name()).put("pid", p.pid()));
    value.put("user", machine.user(holder.map(RunningProcess::uid).orElse(socket.uid())));
    return value.build();
  }

  /** The address as RFC 5952 writes the two that matter most. */
  private static String text(InetAddress address) {
    return switch (address.getHostAddress()) {
      case "0:0:0:0:0:0:0:0" -> "::";
      case "0:0:0:0:0:0:0:1" -> "::1";
      case String other -> other;
    };
  }

  private static Map<Long, RunningProcess> holders(Machine machine, List<ListeningSocket> sockets) {
    Map<String, Long> wanted = new HashMap<>();
    sockets.forEach(s -> wanted.put(s.descriptor(), s.inode()));
    Map<Long, RunningProcess> holders = new HashMap<>();
    for (RunningProcess process : machine.processes()) {
      String folder = "/proc/" + process.pid() + "/fd";
      try {
        for (String fd : machine.files().names(folder)) {
          Long inode = wanted.get(target(machine, process.pid(), fd));
          if (inode != null) {
            holders.putIfAbsent(inode, process);
          }
        }
      } catch (IOException e) {
        // Another user's process, or one that has just ended: its sockets stay without a holder,
        // which is told in one line for all.
      }
    }
    return holders;
  }

  private static String target(Machine machine, int pid, String fd) {
    try {
      Path link = machine.files().resolve("/proc/" + pid).resolve("fd").resolve(fd);
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }
}
