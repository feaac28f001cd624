package io.merlon.connect.machine;

import static io.merlon.connect.machine.Tree.at;
import static io.merlon.connect.machine.Tree.facts;
import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RhelTreeTest {
  @TempDir Path root;

  @Test
  void readsWhatRedHatKeepsElsewhere() throws IOException {
    Tree tree = new Tree(root).accounts();
    tree.file(
        "/etc/os-release",
        "ID=\"rhel\"\nID_LIKE=\"fedora centos\"\nVERSION_ID=\"9.4\"\nPRETTY_NAME=\"RHEL 9.4\"\nSUPPORT_END=2032-05-31\n");
    tree.folder("/var/lib/rpm")
        .file("/etc/selinux/config", "SELINUX=enforcing\nSELINUXTYPE=targeted\n");
    tree.file(
        "/etc/pam.d/system-auth",
        "auth required pam_faillock.so preauth\npassword requisite pam_pwquality.so local_users_only\npassword sufficient pam_unix.so sha512 shadow remember=5\n");
    tree.file("/etc/security/pwquality.conf", "minlen = 14\n# minclass = 4\nenforce_for_root\n");
    tree.file("/etc/security/faillock.conf", "deny = 5\nunlock_time = 900\n");
    tree.file(
        "/boot/grub2/grub.cfg",
        "set superusers=\"root\"\npassword_pbkdf2 root ${GRUB2_PASSWORD}\n");
    tree.file("/etc/sysconfig/empty", "");
    MachineFacts machine = tree.read();
    Value facts = facts(machine);
    assertThat(at(facts, "os", "endOfLife").textOr("")).isEqualTo("2032-05-31");
    assertThat(at(facts, "mandatoryAccessControl", "enforcing")).isEqualTo(BooleanValue.TRUE);
    assertThat(at(facts, "pam", "faillockDeny")).isEqualTo(new IntegerValue(5));
    assertThat(at(facts, "pam", "pwhistoryRemember")).isEqualTo(new IntegerValue(5));
    assertThat(at(facts, "pam", "passwordHash").textOr("")).isEqualTo("sha512");
    assertThat(at(facts, "passwordQuality", "minlen")).isEqualTo(new IntegerValue(14));
    assertThat(at(facts, "bootloader", "passwordSet")).isEqualTo(BooleanValue.TRUE);
    // Of a tree, rpm's database is not read: packages are absent, not none.
    assertThat(facts.get("packages").isAbsent()).isTrue();
    assertThat(machine.notRead()).anyMatch(l -> l.startsWith("packages: ") && l.contains("rpm"));
  }

  @Test
  void rpmsOutputGivesPackagesWithTheirSource() {
    assertThat(
            PackageDatabase.rpm(
                "openssl-libs\t1:3.0.7-27.el9\tx86_64\topenssl-3.0.7-27.el9.src.rpm\ngpg-pubkey\t1\t(none)\t(none)\nbroken\n"))
        .containsExactly(
            new InstalledPackage(
                "openssl-libs",
                "1:3.0.7-27.el9",
                "openssl",
                "3.0.7-27.el9",
                "x86_64",
                "rpm",
                "installed"));
  }
}
