package io.merlon.connect.machine;

import static io.merlon.connect.machine.Tree.items;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SocketTableTest {
  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

  @TempDir Path root;

  @Test
  void readsListeningSocketsOfBothFamiliesAndPassesOverJunk() throws IOException {
    Tree tree = new Tree(root).accounts();
    tree.file(
        "/proc/net/tcp",
        HEAD
            + "   0: 0100007F:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 42 1 0\n"
            + "   1: 0100007F:0017 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 43 1 0\n"
            + "   2: zz:zz junk 0A x y z\n");
    tree.file(
        "/proc/net/udp6",
        HEAD
            + "   0: 00000000000000000000000000000000:0035 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 44 2 0\n");
    FactSink facts = tree.running(new SocketFacts());
    assertThat(items(facts.facts().get("sockets"))).hasSize(2);
    assertThat(facts.facts().get("sockets").toString())
        .contains("address: \"127.0.0.1\", port: 22, loopback: true")
        .contains("address: \"::\", port: 53, loopback: false, anyAddress: true")
        .contains("user: \"ada\"");
    assertThat(facts.notRead()).hasSize(1);
  }
}
