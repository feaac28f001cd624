package io.merlon.detection.behaviour;

import static io.merlon.detection.behaviour.Events.after;
import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.detection.behaviour.BehaviourRule.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * How often something harmless is told, where no recording of harmless behaviour is at hand: on
 * behaviour that is generated from the model that each test states. The figures, which this prints,
 * stand in {@code docs/detect.md}; they say as much about the world as the models do.
 */
class BenignModelsTest {
  private static final double DAY = 86_400;

  private final Events events = new Events();
  private final Map<Kind, Integer> told = new EnumMap<>(Kind.class);

  private void note(List<BehaviourFinding> findings) {
    findings.forEach(one -> told.merge(one.rule().kind(), 1, Integer::sum));
  }

  private int count(Kind kind) {
    return told.getOrDefault(kind, 0);
  }

  /**
   * 200 people for 90 days, five days a week: a number of sign-ins to the few machines of their own
   * that is 6 on average, at an hour that is normal around theirs (two hours deviation), mistyped
   * one time in fifteen; one sign-in in 300 from an address that is none of their two.
   */
  @Test
  void peopleWhoWork() {
    Random random = new Random(11);
    int people = 200;
    int days = 90;
    long signIns = 0;
    for (int day = 0; day < days; day++) {
      List<double[]> ofDay = new ArrayList<>();
      for (int person = 0; person < people && day % 7 < 5; person++) {
        for (int i = poisson(random, 6); i > 0; i--) {
          ofDay.add(new double[] {4 + person % 3 + 2 * random.nextGaussian(), person});
        }
      }
      ofDay.sort((a, b) -> Double.compare(a[0], b[0]));
      for (double[] one : ofDay) {
        signIns++;
        int person = (int) one[1];
        double time = day * DAY + one[0] * 3600;
        String from =
            random.nextInt(300) == 0
                ? "203.0." + random.nextInt(200) + ".9"
                : "10." + person + "." + random.nextInt(2) + ".5";
        String host = "server" + (person + random.nextInt(4)) % 40;
        while (random.nextInt(15) == 0) {
          note(events.signIn(after(time - 5), "user" + person, from, host, false));
        }
        note(events.signIn(after(time), "user" + person, from, host, true));
      }
    }
    System.out.printf("%,d sign-ins of %d people in %d days: %s%n", signIns, people, days, told);
    assertThat(count(Kind.GUESSED_PASSWORD)).isZero();
    assertThat(count(Kind.PASSWORD_SPRAYING)).isZero();
    assertThat(count(Kind.ACCESS_VOLUME)).isZero();
    assertThat(count(Kind.SIGN_IN_HOUR)).isLessThan((int) (signIns / 500));
    assertThat(count(Kind.SIGN_IN_PLACE)).isLessThan((int) (signIns / 300));
  }

  /**
   * 2,000 callers with a destination of their own, 200 contacts each: a second and an exponentially
   * distributed time, a minute on average, between one contact and the next.
   */
  @Test
  void callersWithoutRhythm() {
    Random random = new Random(12);
    int callers = 2_000;
    for (int caller = 0; caller < callers; caller++) {
      double time = 0;
      for (int i = 0; i < 200; i++) {
        time += 1 - 60 * Math.log(1 - random.nextDouble());
        note(
            events.connection(
                after(time),
                "10.0." + caller / 250 + "." + caller % 250,
                "host" + caller + ".example",
                "443"));
      }
    }
    System.out.printf("%,d callers without rhythm, 200 contacts each: %s%n", callers, told);
    assertThat(count(Kind.BEACON)).isLessThan(callers / 100);
  }

  private static int poisson(Random random, double mean) {
    double limit = Math.exp(-mean);
    int count = 0;
    for (double left = random.nextDouble(); left > limit; left *= random.nextDouble()) {
      count++;
    }
    return count;
  }
}
