package io.merlon.connect.machine;

import static io.merlon.connect.machine.Tree.at;
import static io.merlon.connect.machine.Tree.facts;
import static io.merlon.connect.machine.Tree.items;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.merlon.model.IntegerValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.testing.ProjectFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class RealMachineTest {
  private static MachineFacts read() {
    MachineContext context = MachineContext.at(Instant.now());
    return MachineInventory.read(
        Path.of("/"), context.within(Duration.ofSeconds(60), Duration.ofMillis(500)));
  }

  @Test
  void packagesAreWhatDpkgQuerySays() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-query")), "needs dpkg-query");
    Process query =
        new ProcessBuilder(
                "/usr/bin/dpkg-query",
                "-W",
                "-f",
                "${Package} ${Version} ${Architecture} ${source:Package} ${source:Version}\\n")
            .start();
    String told = new String(query.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    FactSink sink = new FactSink();
    new PackageFacts().read(Machine.of(Path.of("/"), true, MachineContext.at(Instant.now())), sink);
    List<String> read = new ArrayList<>();
    for (Value p : items(sink.facts().get("packages"))) {
      read.add(
          String.join(
              " ",
              p.get("name").textOr(""),
              p.get("version").textOr(""),
              p.get("architecture").textOr(""),
              p.get("source").textOr(""),
              p.get("sourceVersion").textOr("")));
    }
    assertThat(new TreeSet<>(read)).isEqualTo(new TreeSet<>(told.lines().toList()));
    assertThat(read).hasSize((int) told.lines().count());
  }

  @Test
  void aSocketThatListensIsFoundWithItsProcess() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      FactSink sink = new FactSink();
      new SocketFacts()
          .read(Machine.of(Path.of("/"), true, MachineContext.at(Instant.now())), sink);
      Value own =
          items(sink.facts().get("sockets")).stream()
              .filter(s -> s.get("port").equals(new IntegerValue(server.getLocalPort())))
              .findFirst()
              .orElseThrow();
      assertThat(own.get("pid")).isEqualTo(new IntegerValue(ProcessHandle.current().pid()));
      assertThat(own.get("loopback").toString()).isEqualTo("true");
    }
  }

  @Test
  void everyFactThatIsProducedIsInTheReference() throws IOException {
    String reference = Files.readString(ProjectFolder.root().resolve("connect/machine/FACTS.md"));
    ObjectValue facts = (ObjectValue) facts(read());
    for (int i = 0; i < facts.size(); i++) {
      String fact = facts.nameAt(i).text();
      assertThat(reference).as("FACTS.md has a row for " + fact).contains("`" + fact + "`");
    }
    assertThat(facts.size()).isGreaterThan(30);
    for (String group :
        List.of(
            "os", "kernel", "updates", "pam", "sudo", "logging", "audit", "bootloader", "scan")) {
      if (facts.get(group) instanceof ObjectValue object) {
        for (int i = 0; i < object.size(); i++) {
          assertThat(reference).as(group).contains("`" + object.nameAt(i).text() + "`");
        }
      }
    }
  }

  @Test
  void aScanThatEndedEarlySaysSo() {
    MachineContext context =
        MachineContext.at(Instant.now()).within(Duration.ofSeconds(60), Duration.ZERO);
    MachineFacts machine = MachineInventory.read(Path.of("/"), context);
    assertThat(at(facts(machine), "scan", "complete").toString()).isEqualTo("false");
    assertThat(facts(machine).get("worldWritableFiles").isAbsent()).isTrue();
    assertThat(machine.notRead()).anyMatch(l -> l.startsWith("worldWritableFiles: "));
  }

  @Test
  void anotherUserIsToldWhatWasNotRead() throws IOException, InterruptedException {
    boolean canChange =
        Machine.of(Path.of("/"), true, MachineContext.at(Instant.now())).root()
            && Files.isExecutable(Path.of("/usr/bin/setpriv"));
    assumeTrue(canChange, "needs root and setpriv");
    Path classes = Files.createTempDirectory(Path.of("/tmp"), "merlon-machine");
    // The class path may lie where another user cannot look; /proc/self/fd is no way round.
    try {
      String path = copied(classes);
      Process reader =
          new ProcessBuilder(
                  "/usr/bin/setpriv",
                  "--reuid=65534",
                  "--regid=65534",
                  "--clear-groups",
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  path,
                  NotReadLines.class.getName())
              .redirectErrorStream(true)
              .start();
      String output = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(reader.waitFor()).as(output).isZero();
      assertThat(output)
          .contains("root=false")
          .contains("users.passwordState: /etc/shadow: permission denied");
    } finally {
      new ProcessBuilder("rm", "-rf", classes.toString()).start().waitFor();
    }
  }

  private static String copied(Path target) throws IOException, InterruptedException {
    List<String> paths = new ArrayList<>();
    for (Class<?> type : List.of(MachineInventory.class, NotReadLines.class, Value.class)) {
      String from =
          Path.of(
                  java.net.URI.create(
                      type.getProtectionDomain().getCodeSource().getLocation().toString()))
              .toString();
      Path to = target.resolve(Integer.toString(paths.size()));
      assertThat(new ProcessBuilder("cp", "-r", from, to.toString()).start().waitFor()).isZero();
      paths.add(to.toString());
    }
    assertThat(new ProcessBuilder("chmod", "-R", "a+rX", target.toString()).start().waitFor())
        .isZero();
    return String.join(":", paths);
  }
}
