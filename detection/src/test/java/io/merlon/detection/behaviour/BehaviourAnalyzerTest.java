package io.merlon.detection.behaviour;

import static io.merlon.detection.behaviour.Events.after;
import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.detection.behaviour.BehaviourRule.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BehaviourAnalyzerTest {
  private static final String WORD = "C:\\Program Files\\Office\\winword.exe";
  private final Events events = new Events();

  @Test
  void aChildThatItsParentNeverHadIsToldOnce() {
    learnProcesses(72);
    List<BehaviourFinding> told =
        events.process(after(300_000), "pc-7", WORD, "C:\\Windows\\System32\\cmd.exe");
    assertThat(told).extracting(one -> one.rule().kind()).containsExactly(Kind.RARE_CHILD);
    assertThat(told.getFirst().explanation())
        .startsWith("winword.exe started cmd.exe, which it never did before in 100 starts of 1 ");
    assertThat(events.process(after(300_001), "pc-8", WORD, "C:\\Windows\\System32\\cmd.exe"))
        .isEmpty();
  }

  @Test
  void nothingIsToldBeforeTheGroupWasLearnt() {
    learnProcesses(20);
    assertThat(events.process(after(80_000), "pc-7", WORD, "C:\\Windows\\System32\\cmd.exe"))
        .isEmpty();
    assertThat(events.process(after(300_000), "server", WORD, "C:\\Temp\\new.exe")).isEmpty();
  }

  @Test
  void aProgramThatIsNewToTheGroupIsTold() {
    learnProcesses(72);
    List<BehaviourFinding> told =
        events.process(
            after(300_000),
            "pc-7",
            "C:\\Windows\\explorer.exe",
            "C:\\Users\\ann\\Downloads\\x.exe");
    assertThat(told).extracting(one -> one.rule().kind()).containsExactly(Kind.NEW_BINARY);
    // of another user, on an alike machine: known
    assertThat(
            events.process(
                after(300_100),
                "pc-12",
                "C:\\Windows\\explorer.exe",
                "C:\\Users\\bob\\Downloads\\x.exe"))
        .isEmpty();
  }

  /** Three machines, a document program with one helper, and a shell that starts many things. */
  private void learnProcesses(int hours) {
    for (int i = 0; i < 100; i++) {
      Instant time = after(i * hours * 36.0);
      events.process(time, "pc-" + i % 3, WORD, "C:\\Windows\\splwow64.exe");
      events.process(time, "pc-" + i % 3, "C:\\Windows\\explorer.exe", WORD);
      events.process(
          time,
          "pc-" + i % 3,
          "C:\\Windows\\explorer.exe",
          "C:\\Program Files\\a\\app" + letters(i));
    }
  }

  private static String letters(int i) {
    return "" + (char) ('a' + i / 10) + (char) ('a' + i % 10) + ".exe";
  }

  @Test
  void aSignInFromANewPlaceAndAtANewHourIsTold() {
    signInDaily(120, "10.1.2.3");
    Instant night = after(125 * 86_400 - 6 * 3600);
    List<BehaviourFinding> told = events.signIn(night, "ann", "203.0.113.9", "server1", true);
    assertThat(told)
        .extracting(one -> one.rule().kind())
        .containsExactly(Kind.SIGN_IN_PLACE, Kind.SIGN_IN_HOUR);
    assertThat(told.getFirst().group()).containsEntry("account", "example\\ann");
    assertThat(events.signIn(night.plusSeconds(9), "ann", "203.0.113.10", "server1", true))
        .extracting(one -> one.rule().kind())
        .doesNotContain(Kind.SIGN_IN_PLACE);
  }

  @Test
  void anAccountThatIsHardlyKnownHasNoHabits() {
    signInDaily(20, "10.1.2.3");
    assertThat(events.signIn(after(21 * 86_400 - 20_000), "ann", "203.0.113.9", "s", true))
        .isEmpty();
  }

  private void signInDaily(int days, String source) {
    for (int day = 0; day < days; day++) {
      events.signIn(after(day * 86_400.0), "ann", source, "server1", true);
    }
  }

  @Test
  void reachingForManyMachinesIsToldOncePerHour() {
    signInDaily(30, "10.1.2.3");
    List<BehaviourFinding> told = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      told.addAll(events.signIn(after(40 * 86_400 + i), "ann", "10.1.2.3", "machine" + i, true));
    }
    assertThat(told).extracting(one -> one.rule().kind()).containsExactly(Kind.ACCESS_VOLUME);
    assertThat(told.getFirst().explanation()).contains("about 10 different").contains("was 1.0");
  }

  @Test
  void successAfterManyFailuresIsToldWithTheFailures() {
    for (int i = 0; i < 10; i++) {
      assertThat(events.signIn(after(i), "ann", "198.51.100.7", "server1", false)).isEmpty();
    }
    List<BehaviourFinding> told = events.signIn(after(11), "ann", "198.51.100.7", "server1", true);
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().rule().kind()).isEqualTo(Kind.GUESSED_PASSWORD);
    assertThat(told.getFirst().earlier()).hasSize(9);
    assertThat(told.getFirst().start()).isEqualTo(after(0));
    assertThat(events.signIn(after(12), "ann", "198.51.100.7", "server1", true)).isEmpty();
  }

  @Test
  void failuresLongAgoDoNotCount() {
    for (int i = 0; i < 10; i++) {
      events.signIn(after(i * 61), "ann", "198.51.100.7", "server1", false);
    }
    assertThat(events.signIn(after(700), "ann", "198.51.100.7", "server1", true)).isEmpty();
  }

  @Test
  void oneSourceThatFailsWithManyAccountsIsTold() {
    List<BehaviourFinding> told = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      told.addAll(events.signIn(after(i * 60), "user" + i, "198.51.100.7", "server1", false));
    }
    assertThat(told).extracting(one -> one.rule().kind()).containsExactly(Kind.PASSWORD_SPRAYING);
    assertThat(events.signIn(after(1801), "user77", "198.51.100.7", "server1", true)).isEmpty();
  }

  @Test
  void regularCallsAreToldAndIrregularOnesAreNot() {
    Random random = new Random(7);
    List<BehaviourFinding> told = new ArrayList<>();
    double regular = 0;
    double irregular = 0;
    for (int i = 0; i < 100; i++) {
      regular += 60 * (0.9 + 0.2 * random.nextDouble());
      irregular += 1 - 60 * Math.log(random.nextDouble());
      told.addAll(events.connection(after(regular), "10.0.0.5", "203.0.113.9", "443"));
      told.addAll(events.connection(after(irregular), "10.0.0.6", "203.0.113.10", "443"));
    }
    assertThat(told).hasSize(1);
    // in an order that does not change from run to run
    assertThat(told.getFirst().group().keySet()).containsExactly("caller", "destination");
    assertThat(told.getFirst().group()).containsEntry("destination", "203.0.113.9:443");
  }

  @Test
  void whatManyMachinesCallIsAService() {
    List<BehaviourFinding> told = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      for (int host = 1; host <= 3; host++) {
        told.addAll(
            events.connection(after(i * 60 + host), "10.0.0." + host, "203.0.113.9", "443"));
      }
    }
    assertThat(told).isEmpty();
  }

  @Test
  void namesThatCarryDataAreTold() {
    Random random = new Random(3);
    List<BehaviourFinding> told = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      String data = Long.toString(random.nextLong() >>> 1, 36) + Long.toString(i + 1_000_000, 36);
      told.addAll(
          events.query(after(i), "10.0.0.5", data + data + ".t.example.com", "TXT", "NOERROR"));
      told.addAll(events.query(after(i), "10.0.0.6", "www" + i + ".example.org", "A", "NOERROR"));
    }
    assertThat(told).extracting(one -> one.rule().kind()).containsExactly(Kind.DNS_TUNNEL);
    assertThat(told.getFirst().group()).containsEntry("domain", "example.com");
  }

  @Test
  void generatedNamesAreToldWhenTheyDoNotExist() {
    Random random = new Random(5);
    List<BehaviourFinding> missing = new ArrayList<>();
    List<BehaviourFinding> there = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      StringBuilder name = new StringBuilder();
      for (int c = 0; c < 14; c++) {
        name.append((char) ('a' + random.nextInt(26)));
      }
      missing.addAll(events.query(after(i), "10.0.0.5", name + ".com", "A", "NXDOMAIN"));
      there.addAll(events.query(after(i), "10.0.0.6", name + ".com", "A", "NOERROR"));
    }
    assertThat(missing)
        .extracting(one -> one.rule().kind())
        .containsExactly(Kind.GENERATED_DOMAINS);
    assertThat(there).isEmpty();
  }

  @Test
  void whatWasSavedGoesOnAsIfNothingHadHappened() {
    learnProcesses(72);
    signInDaily(120, "10.1.2.3");
    Events other =
        new Events(BehaviourAnalyzer.load(BehaviourRules.builtIn(), events.analyzer.save()));
    for (Events one : List.of(events, other)) {
      assertThat(one.process(after(300_000), "pc-7", WORD, "C:\\Temp\\evil.exe")).hasSize(2);
      assertThat(one.signIn(after(125 * 86_400.0), "ann", "203.0.113.9", "s", true)).hasSize(1);
    }
    assertThat(other.analyzer.save()).isEqualTo(events.analyzer.save());
  }

  @Test
  void anEventWithoutATimeTeachesNothing() {
    assertThat(
            events.analyzer.accept(
                new io.merlon.detection.Event(
                    "test",
                    1,
                    io.merlon.model.ObjectValue.builder()
                        .put("program", "sshd")
                        .put("message", "Failed password for root from 192.0.2.1 port 22 ssh2")
                        .build())))
        .isEmpty();
    assertThat(events.analyzer.untimed()).isEqualTo(1);
  }
}
