package io.merlon.connect.machine;

import static io.merlon.connect.machine.Tree.at;
import static io.merlon.connect.machine.Tree.facts;
import static io.merlon.connect.machine.Tree.items;
import static io.merlon.connect.machine.Tree.named;
import static io.merlon.connect.machine.Tree.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.json.Json;
import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DebianTreeTest {
  private static final String HASH =
      "$y$j9T$saltsaltsalt$NotARealHashButLongEnoughToBeOne0123456789";

  @TempDir Path root;

  @Test
  void becomesOneMachineWithItsFacts() throws IOException {
    MachineFacts machine = debian().read();
    assertThat(machine.machine().id().text())
        .isEqualTo(
            "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/on-premises"
                + "/providers/Microsoft.HybridCompute/machines/web1");
    Value facts = facts(machine);
    assertThat(at(facts, "os", "id").textOr("")).isEqualTo("debian");
    assertThat(facts.get("live")).isEqualTo(BooleanValue.FALSE);
    assertThat(facts.get("sockets").isAbsent()).isTrue();
    assertThat(facts.get("sysctl").isAbsent()).isTrue();
    assertThat(machine.notRead()).anyMatch(l -> l.startsWith("running system: "));
  }

  @Test
  void tellsUsersAndTheStateOfTheirPasswordsButNeverTheHash() throws IOException {
    MachineFacts machine = debian().read();
    Value users = facts(machine).get("users");
    assertThat(named(users, "root").get("passwordState").textOr("")).isEqualTo("locked");
    assertThat(named(users, "ada").get("passwordState").textOr("")).isEqualTo("set");
    assertThat(named(users, "ada").get("passwordAlgorithm").textOr("")).isEqualTo("yescrypt");
    assertThat(named(users, "ada").get("passwordMaxDays")).isEqualTo(new IntegerValue(90));
    assertThat(named(users, "daemon").get("loginShell")).isEqualTo(BooleanValue.FALSE);
    assertThat(Json.write(machine.machine().document())).doesNotContain("NotARealHash", "hunter2");
  }

  @Test
  void tellsPendingUpdatesAndWhichAreForSecurity() throws IOException {
    Value updates = facts(debian().read()).get("updates");
    assertThat(updates.get("known")).isEqualTo(BooleanValue.TRUE);
    assertThat(updates.get("pendingCount")).isEqualTo(new IntegerValue(2));
    assertThat(updates.get("securityCount")).isEqualTo(new IntegerValue(1));
    assertThat(named(updates.get("pending"), "openssl").get("security"))
        .isEqualTo(BooleanValue.TRUE);
    assertThat(named(updates.get("pending"), "nano").get("held")).isEqualTo(BooleanValue.TRUE);
  }

  @Test
  void doesNotTellUpdatesFromListsThatAreTooOld() throws IOException {
    Tree tree = debian();
    aged(Duration.ofDays(30));
    MachineFacts machine = tree.read();
    assertThat(at(facts(machine), "updates", "known")).isEqualTo(BooleanValue.FALSE);
    assertThat(at(facts(machine), "updates", "securityCount").isAbsent()).isTrue();
    assertThat(machine.notRead()).anyMatch(l -> l.contains("30 days old"));
  }

  @Test
  void pinsHoldAnUpdateBack() throws IOException {
    Tree tree = debian();
    tree.file(
        "/etc/apt/preferences.d/openssl",
        "Package: openssl\nPin: release n=bookworm-security\nPin-Priority: -1\n");
    Value pending = at(facts(tree.read()), "updates", "pending");
    assertThat(items(pending)).hasSize(1);
  }

  @Test
  void readsTheSshServersFilesWithIncludesAndStopsAtMatch() throws IOException {
    Value sshd = facts(debian().read()).get("sshd");
    assertThat(at(sshd, "effective", "permitrootlogin").textOr("")).isEqualTo("prohibit-password");
    assertThat(at(sshd, "effective", "passwordauthentication").textOr("")).isEqualTo("no");
    assertThat(at(sshd, "effective", "maxauthtries").textOr("")).isEqualTo("6");
    assertThat(sshd.get("port").toString()).isEqualTo("[2222]");
    assertThat(sshd.get("ciphers").isAbsent()).isTrue();
  }

  @Test
  void readsSudoRulesThroughIncludes() throws IOException {
    Value sudo = facts(debian().read()).get("sudo");
    assertThat(texts(sudo.get("noPasswordRules"))).containsExactly("ada ALL=(ALL) NOPASSWD: ALL");
    assertThat(sudo.get("usePty")).isEqualTo(BooleanValue.TRUE);
    assertThat(sudo.get("timestampTimeoutMinutes")).isEqualTo(new IntegerValue(5));
  }

  @Test
  void findsSetuidFilesAndWhichCameWithNoPackage() throws IOException {
    Value facts = facts(debian().read());
    assertThat(named(facts.get("packages"), "openssl").get("source").textOr(""))
        .isEqualTo("openssl");
    assertThat(items(facts.get("setuidFiles"))).hasSize(2);
    assertThat(texts(facts.get("setuidUnpackaged"))).containsExactly("/usr/local/bin/backdoor");
    assertThat(texts(facts.get("worldWritableFiles"))).containsExactly("/srv/open");
  }

  @Test
  void servicesAreEnabledByTheirLinks() throws IOException {
    Value facts = facts(debian().read());
    assertThat(texts(facts.get("servicesEnabled"))).containsExactly("ssh");
    assertThat(named(facts.get("services"), "rpcbind").get("state").textOr("")).isEqualTo("masked");
    assertThat(named(facts.get("services"), "ssh").get("active").isAbsent()).isTrue();
  }

  private Tree debian() throws IOException {
    Tree tree = new Tree(root).accounts();
    tree.file("/usr/lib/os-release", "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian 12\"\n");
    tree.link("/etc/os-release", "../usr/lib/os-release").file("/etc/hostname", "web1\n");
    tree.file(
        "/etc/shadow",
        "root:*:19000:0:99999:7:::\nada:"
            + HASH
            + ":19500:1:90:7:30::\ndaemon:*:19000:0:99999:7:::\n");
    tree.file("/etc/crontab", "PATH=/bin\n5 * * * * root mysqldump --password=hunter2 all\n");
    tree.file("/usr/sbin/sshd", "").file("/usr/bin/sudo", "");
    tree.file(
        "/etc/ssh/sshd_config",
        "Include /etc/ssh/sshd_config.d/*.conf\nPasswordAuthentication yes\nPort 2222\nMatch User ada\n  PermitRootLogin yes\n");
    tree.file(
        "/etc/ssh/sshd_config.d/10.conf",
        "PasswordAuthentication no\nPermitRootLogin without-password\n");
    tree.file(
        "/etc/sudoers", "Defaults use_pty, timestamp_timeout=5\n@includedir /etc/sudoers.d\n");
    tree.file("/etc/sudoers.d/ada", "ada ALL=(ALL) NOPASSWD: ALL # for now\n");
    tree.file("/usr/lib/systemd/system/ssh.service", "[Install]\nWantedBy=multi-user.target\n");
    tree.link(
        "/etc/systemd/system/multi-user.target.wants/ssh.service",
        "/usr/lib/systemd/system/ssh.service");
    tree.link("/etc/systemd/system/rpcbind.service", "/dev/null");
    tree.file("/usr/bin/su", "")
        .mode("/usr/bin/su", "rwxr-xr-x")
        .file("/usr/local/bin/backdoor", "");
    Files.setAttribute(root.resolve("usr/bin/su"), "unix:mode", 04755);
    Files.setAttribute(root.resolve("usr/local/bin/backdoor"), "unix:mode", 04755);
    tree.file("/srv/open", "").mode("/srv/open", "rw-rw-rw-");
    tree.file("/var/lib/dpkg/info/util-linux.list", "/.\n/bin/su\n");
    packages(tree);
    aged(Duration.ofDays(1));
    return tree;
  }

  private static void packages(Tree tree) throws IOException {
    String installed = "Status: install ok installed\nArchitecture: amd64\n";
    tree.file(
        "/var/lib/dpkg/status",
        "Package: openssl\n"
            + installed
            + "Version: 3.0.1-1\n\nPackage: nano\nStatus: hold ok installed\nArchitecture: amd64\nVersion: 7.0\n\nPackage: bash\n"
            + installed
            + "Version: 5.2\n");
    tree.file(
        "/etc/apt/sources.list",
        "deb http://deb.example.org/debian bookworm main\ndeb [arch=amd64] http://deb.example.org/debian bookworm-security main\n");
    String lists = "/var/lib/apt/lists/deb.example.org_debian_dists_bookworm";
    tree.file(lists + "_InRelease", "Origin: Debian\nSuite: stable\nCodename: bookworm\n");
    tree.file(
        lists + "-security_InRelease",
        "Origin: Debian\nSuite: stable-security\nCodename: bookworm-security\n");
    tree.file(
        lists + "_main_binary-amd64_Packages",
        "Package: nano\nArchitecture: amd64\nVersion: 7.1\n\nPackage: bash\nArchitecture: amd64\nVersion: 5.2\n\nPackage: openssl\nArchitecture: amd64\nVersion: 3.0.1-1\n");
    tree.file(
        lists + "-security_main_binary-amd64_Packages",
        "Package: openssl\nArchitecture: amd64\nVersion: 3.0.1-1+deb12u1\n");
  }

  private void aged(Duration age) throws IOException {
    Files.setLastModifiedTime(
        root.resolve("var/lib/apt/lists"), FileTime.from(Tree.NOW.minus(age)));
  }
}
