package io.merlon.posture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Examples computed by hand. */
class ScoreTest {
  private static final String A = "/subscriptions/a";
  private static final String B = "/subscriptions/b";

  private final List<Estate.Thing> things = new ArrayList<>();

  @Test
  void aControlGivesItsMaximumByTheShareOfHealthyResources() {
    // the documented example: 6 points, 78 resources, 4 of them healthy: 0.0769 x 4 = 0.31
    add(4, A, Map.of(0, Outcome.HEALTHY));
    add(74, A, Map.of(0, Outcome.UNHEALTHY));
    ControlScore control =
        sheet(estate(List.of(Estate.control("updates", 6)), 0)).controlScores().getFirst();
    assertThat(control.current()).isEqualTo(24.0 / 78);
    assertThat(String.format(Locale.ROOT, "%.2f", control.current())).isEqualTo("0.31");
    assertThat(control.potentialPoints()).isEqualTo(444.0 / 78);
    assertThat(control.healthy()).isEqualTo(4);
    assertThat(control.unhealthy()).isEqualTo(74);
  }

  @Test
  void aResourceIsHealthyForAControlOnlyWhenItIsForAllItsRecommendations() {
    // three machines, two points each, one of which fails one of the two recommendations
    add(2, A, Map.of(0, Outcome.HEALTHY, 1, Outcome.HEALTHY));
    add(1, A, Map.of(0, Outcome.HEALTHY, 1, Outcome.UNHEALTHY));
    Score score = sheet(estate(List.of(Estate.control("updates", 6)), 0, 0)).score();
    assertThat(score).isEqualTo(new Score(4, 6, 200.0 / 3));
  }

  @Test
  void controlsWithoutAResourceDoNotCountInTheMaximum() {
    add(1, A, Map.of(0, Outcome.HEALTHY, 1, Outcome.NOT_ASSESSED));
    List<SecurityControl> controls = List.of(Estate.control("mfa", 10), Estate.control("ports", 8));
    assertThat(sheet(estate(controls, 0, 1)).score()).isEqualTo(new Score(10, 10, 100));
  }

  @Test
  void exemptNotAssessedAndNotApplicableResourcesAreLeftOut() {
    add(1, A, Map.of(0, Outcome.UNHEALTHY));
    add(1, A, Map.of(0, Outcome.HEALTHY));
    add(1, A, Map.of(0, Outcome.EXEMPT));
    add(1, A, Map.of(0, Outcome.NOT_ASSESSED));
    add(1, A, Map.of(0, Outcome.NOT_APPLICABLE));
    add(1, A, Map.of(0, Outcome.SOURCE_NOT_APPLICABLE));
    add(1, A, Map.of(0, Outcome.UNHEALTHY_IN_GRACE));
    ScoreSheet sheet = sheet(estate(List.of(Estate.control("mfa", 10)), 0));
    assertThat(sheet.score()).isEqualTo(new Score(5, 10, 50));
    assertThat(sheet.controlScores().getFirst().notApplicable()).isEqualTo(5);
  }

  @Test
  void aRecommendationInNoControlNeverCounts() {
    add(1, A, Map.of(0, Outcome.HEALTHY, 1, Outcome.UNHEALTHY));
    assertThat(sheet(estate(List.of(Estate.control("mfa", 10)), 0, -1)).score())
        .isEqualTo(new Score(10, 10, 100));
  }

  @Test
  void bestPracticesGiveNoPointsAndNoWeight() {
    add(3, A, Map.of(0, Outcome.HEALTHY, 1, Outcome.UNHEALTHY));
    add(50, A, Map.of(1, Outcome.UNHEALTHY));
    add(1, B, Map.of(0, Outcome.UNHEALTHY));
    List<SecurityControl> controls = List.of(Estate.control("mfa", 10), Estate.control("best", 0));
    Estate estate = estate(controls, 0, 1);
    // A is at 100 % with 3 resources that count, B at 0 % with 1
    assertThat(sheet(estate).score()).isEqualTo(new Score(7.5, 10, 75));
  }

  @Test
  void severalSubscriptionsAreWeighedByTheResourcesThatCount() {
    add(1, A, Map.of(0, Outcome.HEALTHY, 1, Outcome.HEALTHY));
    add(2, B, Map.of(0, Outcome.UNHEALTHY));
    add(1, B, Map.of(0, Outcome.HEALTHY));
    List<SecurityControl> controls = List.of(Estate.control("mfa", 10), Estate.control("ports", 8));
    Score score = sheet(estate(controls, 0, 1)).score();
    // A: 18 of 18 with weight 1; B: 10/3 of 10 with weight 3; (100 + 3 x 33.33) / 4 = 50
    assertThat(score).isEqualTo(new Score(9, 18, 50));
  }

  @Test
  void nothingAssessedSaysSo() {
    Score score = sheet(estate(List.of(Estate.control("mfa", 10)), 0)).score();
    assertThat(score).isEqualTo(Score.NOTHING_ASSESSED);
    assertThat(score.isAssessed()).isFalse();
  }

  @Test
  void fixingOneOfTwoGivesNothingWhereTheOtherKeepsTheResourceUnhealthy() {
    add(1, A, Map.of(0, Outcome.UNHEALTHY, 1, Outcome.UNHEALTHY));
    add(1, A, Map.of(0, Outcome.UNHEALTHY, 1, Outcome.HEALTHY));
    Estate estate = estate(List.of(Estate.control("ports", 8)), 0, 0);
    PostureTally tally = estate.tally(100);
    assertThat(estate.whatIf(tally).ifFixed(Set.of("r0")).score()).isEqualTo(new Score(4, 8, 50));
    assertThat(estate.whatIf(tally).ifFixed(Set.of("r1")).score()).isEqualTo(new Score(0, 8, 0));
    assertThat(estate.whatIf(tally).ifFixed(Set.of("r0", "r1")).score())
        .isEqualTo(new Score(8, 8, 100));
    assertThat(estate.whatIf(tally).ifFixed(Set.of("r0", "no-such")).unknown())
        .containsExactly("no-such");
    PotentialIncrease increase =
        PotentialIncrease.of(estate.layout(), estate.sheet(tally), tally.subscriptions());
    assertThat(increase.alone()).containsExactly(50.0, 0.0);
    assertThat(increase.shared()).containsExactly(75.0, 25.0);
  }

  private void add(int times, String subscription, Map<Integer, Outcome> outcomes) {
    for (int i = 0; i < times; i++) {
      things.add(new Estate.Thing(subscription, outcomes));
    }
  }

  private Estate estate(List<SecurityControl> controls, int... controlOf) {
    return new Estate(controls, Arrays.stream(controlOf).boxed().toList(), things);
  }

  private static ScoreSheet sheet(Estate estate) {
    return estate.sheet(estate.tally(100));
  }
}
