package io.merlon.connect.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.detection.Event;
import io.merlon.detection.behaviour.BehaviourAnalyzer;
import io.merlon.detection.behaviour.BehaviourFinding;
import io.merlon.detection.behaviour.BehaviourRule.Kind;
import io.merlon.detection.behaviour.BehaviourRules;
import io.merlon.testing.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is found in recorded attacks, all of them one after the other as if they were one estate's
 * life. Each finding that belongs to an attack is named; what is left are false positives, which
 * are counted against all that was looked at. {@code docs/detect.md} has the figures, which this
 * prints.
 */
class RecordedBehaviourTest {
  /** What the recordings' own descriptions say was done, by words of the explanation. */
  private static final List<String> OF_ATTACKS =
      List.of(
          "powershell.exe on WORKSTATION5.theshire.local called 10.10.10.5:80 ",
          "10.0.1.5 called 192.168.0.4:443 ",
          "cmd.exe started powershell.exe,",
          "powershell.exe started sc.exe,",
          "cmd.exe started schtasks.exe,",
          "powershell.exe started schtasks.exe,",
          "powershell.exe started fodhelper.exe,",
          "powershell.exe started powershell.exe,");

  @TempDir Path folder;

  @Test
  void attacksAreFoundAndFewOthers() throws Exception {
    Path attacks = SharedData.require("attack-events/security-datasets");
    BehaviourAnalyzer analyzer = new BehaviourAnalyzer(BehaviourRules.builtIn());
    List<BehaviourFinding> found = new ArrayList<>();
    Map<String, Long> looked = new TreeMap<>();
    try (Stream<Path> files = Files.walk(attacks)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".zip")).sorted().toList()) {
        EventFiles.read(
            List.of(file),
            event -> {
              long before = analyzer.looked();
              found.addAll(analyzer.accept(event));
              if (analyzer.looked() > before) {
                looked.merge(kindOf(event), 1L, Long::sum);
              }
            },
            problem -> {});
      }
    }
    List<BehaviourFinding> real = found.stream().filter(RecordedBehaviourTest::isAttack).toList();
    List<BehaviourFinding> wrong = found.stream().filter(one -> !isAttack(one)).toList();
    System.out.println("looked at " + looked);
    print("of the attacks", real);
    print("others", wrong);
    for (String words : OF_ATTACKS) {
      assertThat(real).anyMatch(one -> one.explanation().startsWith(words));
    }
    Map<Kind, Long> others = counts(wrong);
    long starts = looked.getOrDefault("process starts", 0L);
    assertThat(starts).isGreaterThan(700);
    assertThat(others.getOrDefault(Kind.RARE_CHILD, 0L)).isLessThanOrEqualTo(starts / 150);
    assertThat(others.getOrDefault(Kind.NEW_BINARY, 0L)).isLessThanOrEqualTo(starts / 300);
    others.keySet().removeAll(List.of(Kind.RARE_CHILD, Kind.NEW_BINARY));
    assertThat(others).isEmpty();
  }

  private static boolean isAttack(BehaviourFinding finding) {
    return OF_ATTACKS.stream().anyMatch(finding.explanation()::startsWith);
  }

  private static String kindOf(Event event) {
    String id = event.fields().get("EventID").toString();
    boolean names = id.equals("22") || !event.fields().get("query").isAbsent();
    return switch (id) {
      case "1", "4688" -> "process starts";
      case "4624", "4625", "4648", "4768", "4769", "4771" -> "sign-ins and accesses";
      default -> names ? "names looked up" : "connections";
    };
  }

  private static Map<Kind, Long> counts(List<BehaviourFinding> findings) {
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    findings.forEach(one -> counts.merge(one.rule().kind(), 1L, Long::sum));
    return counts;
  }

  private static void print(String what, List<BehaviourFinding> findings) {
    System.out.println(what + ": " + counts(findings));
    findings.forEach(one -> System.out.println("  " + one.explanation()));
  }

  @Test
  void guessedPasswordsAreFoundInALogOfSshd() throws Exception {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      log.append(
          "2026-03-01T08:00:%02dZ web1 sshd[812]: Failed password for %s from 198.51.100.7 port 40022 ssh2\n"
              .formatted(i * 2, i % 2 == 0 ? "root" : "invalid user test" + i));
    }
    log.append(
        "2026-03-01T08:00:40Z web1 sshd[812]: Accepted password for deploy from 198.51.100.7 port 40024 ssh2\n");
    Path file = Files.writeString(folder.resolve("auth.log"), log.toString());
    BehaviourAnalyzer analyzer = new BehaviourAnalyzer(BehaviourRules.builtIn());
    List<BehaviourFinding> found = new ArrayList<>();
    EventFiles.read(List.of(file), event -> found.addAll(analyzer.accept(event)), problem -> {});
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().rule().kind()).isEqualTo(Kind.GUESSED_PASSWORD);
    assertThat(found.getFirst().explanation())
        .startsWith(
            "deploy on web1 signed in from 198.51.100.7 after at least 10 failed sign-ins from that source within 36");
  }
}
