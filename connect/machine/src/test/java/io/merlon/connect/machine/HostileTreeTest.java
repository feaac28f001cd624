package io.merlon.connect.machine;

import static io.merlon.connect.machine.Tree.at;
import static io.merlon.connect.machine.Tree.facts;
import static io.merlon.connect.machine.Tree.items;
import static io.merlon.connect.machine.Tree.named;
import static io.merlon.connect.machine.Tree.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.model.BooleanValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class HostileTreeTest {
  @TempDir Path root;

  @Test
  void anEmptyTreeIsAMachineOfWhichNothingWasRead() {
    MachineFacts machine = new Tree(root).read();
    assertThat(machine.machine().name()).isEqualTo("unknown-host");
    assertThat(machine.notRead())
        .anyMatch(l -> l.startsWith("os: "))
        .anyMatch(l -> l.startsWith("users: "));
    assertThat(facts(machine).get("users").isAbsent()).isTrue();
  }

  @Test
  void aTruncatedShadowKeepsTheGoodLines() throws IOException {
    Tree tree = new Tree(root).accounts().file("/etc/shadow", "root:!:1:0:9:7:::\nada:$6$sa");
    MachineFacts machine = tree.read();
    Value users = facts(machine).get("users");
    assertThat(named(users, "root").get("passwordState").textOr("")).isEqualTo("locked");
    assertThat(named(users, "ada").get("passwordState").textOr("")).isEqualTo("unknown");
    assertThat(machine.notRead()).anyMatch(l -> l.contains("/etc/shadow line 2"));
  }

  @Test
  void binaryJunkInSudoersBreaksNothing() throws IOException {
    Tree tree = new Tree(root).accounts().file("/usr/bin/sudo", "").file("/etc/sudoers", "");
    byte[] junk = new byte[100_000];
    new Random(7).nextBytes(junk);
    Files.write(root.resolve("etc/sudoers"), junk);
    assertThat(at(facts(tree.read()), "sudo", "readable")).isEqualTo(BooleanValue.TRUE);
  }

  @Test
  void aHugeFileIsNotRead() throws IOException {
    Tree tree = new Tree(root).accounts().file("/etc/login.defs", "");
    try (RandomAccessFile file =
        new RandomAccessFile(root.resolve("etc/login.defs").toFile(), "rw")) {
      file.setLength(20L << 30);
    }
    MachineFacts machine = tree.read();
    assertThat(machine.notRead())
        .anyMatch(l -> l.startsWith("loginDefs: ") && l.contains("larger than"));
    assertThat(facts(machine).get("loginDefs").isAbsent()).isTrue();
  }

  @Test
  void aFifoWhereAFileIsExpectedDoesNotBlock() throws IOException, InterruptedException {
    Tree tree = new Tree(root).accounts();
    int made =
        new ProcessBuilder("mkfifo", root.resolve("etc/shadow").toString()).start().waitFor();
    assertThat(made).isZero();
    assertThat(tree.read().notRead()).anyMatch(l -> l.contains("/etc/shadow: not a regular file"));
  }

  @Test
  void includesOfTheSshServerThatLoopEnd() throws IOException {
    Tree tree = new Tree(root).accounts().file("/usr/sbin/sshd", "");
    tree.file("/etc/ssh/sshd_config", "Include /etc/ssh/sshd_config\n");
    MachineFacts machine = tree.read();
    assertThat(at(facts(machine), "sshd", "effective").isAbsent()).isTrue();
    assertThat(machine.notRead())
        .anyMatch(l -> l.startsWith("sshd.effective: ") && l.contains("loop"));
  }

  @Test
  void linksThatLoopOrLeaveTheTreeAreNotFollowedOut() throws IOException {
    Tree tree = new Tree(root).accounts().link("/etc/shadow", "/etc/shadow").link("/srv/up", "..");
    tree.link("/etc/hostname", "/../../../../../../../../etc/passwd");
    MachineFacts machine = tree.read();
    assertThat(machine.notRead())
        .anyMatch(l -> l.startsWith("users.passwordState: ") && l.contains("symbolic links"));
    assertThat(at(facts(machine), "scan", "complete")).isEqualTo(BooleanValue.TRUE);
    assertThat(machine.machine().name()).startsWith("root-x-0-0"); // the tree's own passwd
  }

  @Test
  void aDamagedPackageListSaysThatUpdatesAreNotKnown() throws IOException {
    Tree tree = new Tree(root).accounts();
    tree.file(
        "/var/lib/dpkg/status",
        "Package: a\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n");
    tree.file("/etc/apt/sources.list", "deb http://h.example/d s main\n");
    tree.file("/var/lib/apt/lists/h.example_d_dists_s_InRelease", "Suite: s\n");
    tree.file("/var/lib/apt/lists/h.example_d_dists_s_main_binary-amd64_Packages.lz4", "not lz4");
    Files.setLastModifiedTime(
        root.resolve("var/lib/apt/lists"), java.nio.file.attribute.FileTime.from(Tree.NOW));
    MachineFacts machine = tree.read();
    assertThat(at(facts(machine), "updates", "known")).isEqualTo(BooleanValue.FALSE);
    assertThat(machine.notRead())
        .anyMatch(l -> l.startsWith("updates.pending: ") && l.contains("LZ4"));
    assertThat(items(facts(machine).get("packages"))).hasSize(1);
  }

  @Test
  void aCommandWithItsPasswordIsMasked() throws IOException {
    Tree tree = new Tree(root).accounts();
    tree.file(
        "/etc/cron.d/job",
        "@daily ada curl -u ada:s3cret https://x:s3cret@h/ -H 'Authorization: Bearer s3cret99' --token s3cret\n");
    Value jobs = at(facts(tree.read()), "cron", "jobs");
    assertThat(items(jobs)).hasSize(1);
    assertThat(jobs.toString()).doesNotContain("s3cret").contains("curl");
    assertThat(texts(jobs)).hasSize(1);
  }
}
