package io.merlon.connect.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.vulnerability.Ecosystem;
import io.merlon.vulnerability.SoftwarePackage;
import io.merlon.vulnerability.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningSoftwareTest {
  @TempDir private Path root;

  @BeforeEach
  void makeMachine() throws IOException {
    write("proc/sys/kernel/osrelease", "6.1.0-18-amd64\n");
    write(
        "proc/net/tcp",
        """
          sl  local_address rem_address   st
           0: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1
           1: 0100007F:0035 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 222 1
        """);
    process("10", "0", "/usr/lib/x86_64-linux-gnu/libssl.so.3", "socket:[111]");
    process("11", "33", "/usr/lib/x86_64-linux-gnu/libz.so.1", "socket:[222]");
    process("12", "33", "/srv/app.jar", "/dev/null");
    write(
        "var/lib/dpkg/info/libssl3:amd64.list",
        "/.\n/usr\n/usr/lib/x86_64-linux-gnu/libssl.so.3\n");
    write("var/lib/dpkg/info/zlib1g:amd64.list", "/lib/x86_64-linux-gnu/libz.so.1\n");
    write("var/lib/dpkg/info/nano.list", "/usr/bin/nano\n");
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void process(String id, String user, String mapped, String descriptor)
      throws IOException {
    write("proc/" + id + "/maps", "7f00-7f01 r-xp 00000000 08:01 99    " + mapped + "\n");
    write("proc/" + id + "/status", "Name:\ta\nUid:\t" + user + "\t0\t0\t0\n");
    Files.createDirectories(root.resolve("proc/" + id + "/fd"));
    Files.createSymbolicLink(root.resolve("proc/" + id + "/fd/3"), Path.of(descriptor));
  }

  private Usage of(String name) throws IOException {
    return RunningSoftware.on(root).of(SoftwarePackage.of(Ecosystem.DEB, name, "1"));
  }

  @Test
  void whatAProcessHasLoadedRuns() throws IOException {
    assertThat(of("libssl3")).isEqualTo(new Usage(true, true, true, true));
    assertThat(of("zlib1g")).isEqualTo(new Usage(true, true, false, false));
    assertThat(of("nano")).isEqualTo(Usage.IDLE);
  }

  @Test
  void anArchiveThatIsMappedRuns() throws IOException {
    SoftwarePackage jar = SoftwarePackage.of(Ecosystem.MAVEN, "a:b", "1").at("srv/app.jar");
    assertThat(RunningSoftware.on(root).of(jar)).isEqualTo(new Usage(true, true, false, false));
  }

  @Test
  void onlyTheKernelThatRunsRuns() throws IOException {
    assertThat(of("linux-image-6.1.0-18-amd64").running()).isTrue();
    assertThat(of("linux-image-6.1.0-17-amd64").running()).isFalse();
  }
}
