package io.merlon.connect.machine;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A machine's files, written for a test. */
record Tree(Path root) {
  static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  Tree file(String path, String text) throws IOException {
    Path file = root.resolve(path.substring(1));
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
    return this;
  }

  Tree mode(String path, String permissions) throws IOException {
    Files.setPosixFilePermissions(
        root.resolve(path.substring(1)), PosixFilePermissions.fromString(permissions));
    return this;
  }

  Tree folder(String path) throws IOException {
    Files.createDirectories(root.resolve(path.substring(1)));
    return this;
  }

  Tree link(String path, String target) throws IOException {
    Path file = root.resolve(path.substring(1));
    Files.createDirectories(file.resolveSibling("."));
    Files.createSymbolicLink(file, Path.of(target));
    return this;
  }

  /** A machine with a Debian's or a RHEL's accounts, and nothing else. */
  Tree accounts() throws IOException {
    file(
        "/etc/passwd",
        """
        root:x:0:0:root:/root:/bin/bash
        daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
        ada:x:1000:1000::/home/ada:/bin/bash
        """);
    return file("/etc/group", "root:x:0:\ndaemon:x:1:\nada:x:1000:\nsudo:x:27:ada\n");
  }

  MachineFacts read() {
    return MachineInventory.read(
        root, MachineContext.at(NOW).within(Duration.ofSeconds(20), Duration.ofSeconds(10)));
  }

  /** One group on the tree, as though it ran. */
  FactSink running(FactGroup group) throws IOException {
    FactSink facts = new FactSink();
    group.read(Machine.of(root, true, MachineContext.at(NOW)), facts);
    return facts;
  }

  static Value facts(MachineFacts machine) {
    return machine.machine().document().get("properties").get("facts");
  }

  static Value at(Value value, String... names) {
    Value found = value;
    for (String name : names) {
      found = found.get(name);
    }
    return found;
  }

  static List<Value> items(Value value) {
    return value instanceof ArrayValue(List<Value> items) ? items : List.of();
  }

  static List<String> texts(Value value) {
    return items(value).stream().map(v -> v.textOr("?")).toList();
  }

  static ObjectValue named(Value list, String name) {
    return (ObjectValue)
        items(list).stream()
            .filter(v -> v.get("name").textOr("").equals(name))
            .findFirst()
            .orElseThrow();
  }
}
