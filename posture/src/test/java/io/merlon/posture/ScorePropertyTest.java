package io.merlon.posture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class ScorePropertyTest {
  private static final int RECOMMENDATIONS = 9;
  private static final int AMPLE = 100_000;

  @Provide
  Arbitrary<Estate> estates() {
    Arbitrary<List<SecurityControl>> controls =
        Arbitraries.integers()
            .between(0, 10)
            .list()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(maxima ->
                IntStream.range(0, maxima.size())
                    .mapToObj(i -> Estate.control("c" + i, maxima.get(i)))
                    .toList());
    Arbitrary<Estate.Thing> things =
        Combinators.combine(
                Arbitraries.of("", "/subscriptions/a", "/subscriptions/b"),
                Arbitraries.maps(
                        Arbitraries.integers().between(0, RECOMMENDATIONS - 1),
                        Arbitraries.frequencyOf(
                            Tuple.of(3, Arbitraries.just(Outcome.UNHEALTHY)),
                            Tuple.of(3, Arbitraries.just(Outcome.HEALTHY)),
                            Tuple.of(1, Arbitraries.of(Outcome.class))))
                    .ofMaxSize(RECOMMENDATIONS))
            .as((subscription, outcomes) ->
                new Estate.Thing(subscription, new TreeMap<>(outcomes)));
    return controls.flatMap(list ->
        Combinators.combine(
                Arbitraries.integers().between(-1, list.size() - 1).list().ofSize(RECOMMENDATIONS),
                things.list().ofMaxSize(40))
            .as((controlOf, all) -> new Estate(list, controlOf, all)));
  }

  @Property(tries = 400)
  void theScoreIsTheExactRecountToTheLastDigit(@ForAll("estates") Estate estate) {
    assertThat(estate.sheet(estate.tally(AMPLE)).score()).isEqualTo(estate.recount());
  }

  @Property(tries = 300)
  void takingResourcesAwayAgainEqualsNeverHavingAddedThem(
      @ForAll("estates") Estate estate, @ForAll List<Boolean> keep) {
    PostureTally tally = estate.tally(3);
    var kept =
        IntStream.range(0, estate.things().size())
            .filter(i -> i >= keep.size() || keep.get(i))
            .mapToObj(estate.things()::get)
            .toList();
    IntStream.range(0, Math.min(keep.size(), estate.things().size()))
        .filter(i -> !keep.get(i))
        .forEach(i -> estate.add(tally, estate.things().get(i), -1));
    Estate rest = new Estate(estate.controls(), estate.controlOf(), kept);
    PostureTally counted = rest.tally(AMPLE);

    assertThat(tally.resources()).isEqualTo(counted.resources());
    assertThat(rest.sheet(tally).score()).isEqualTo(rest.recount());
    for (int i = 0; i < RECOMMENDATIONS; i++) {
      for (Outcome outcome : Outcome.values()) {
        assertThat(tally.recommendationCount(i, outcome))
            .isEqualTo(counted.recommendationCount(i, outcome));
      }
    }
    assertThat(increase(rest, tally).shared()).isEqualTo(increase(rest, counted).shared());
    assertThat(increase(rest, tally).alone()).isEqualTo(increase(rest, counted).alone());
  }

  @Property(tries = 300)
  void twoTalliesAddedEqualOneOfBoth(
      @ForAll("estates") Estate estate, @ForAll List<Boolean> first) {
    PostureTally one = new PostureTally(estate.layout(), RECOMMENDATIONS, AMPLE);
    PostureTally other = new PostureTally(estate.layout(), RECOMMENDATIONS, AMPLE);
    for (int i = 0; i < estate.things().size(); i++) {
      estate.add(i < first.size() && first.get(i) ? one : other, estate.things().get(i), 1);
    }
    one.addAll(other);
    assertThat(estate.sheet(one).score()).isEqualTo(estate.recount());
  }

  @Property(tries = 400)
  void aWhatIfEqualsAssessingAgainWithThoseFixed(
      @ForAll("estates") Estate estate, @ForAll("fixes") Set<Integer> fix) {
    WhatIf whatIf = estate.whatIf(estate.tally(AMPLE)).ifFixed(names(fix));
    assertThat(whatIf.exact()).isTrue();
    assertThat(whatIf.unknown()).isEmpty();
    assertThat(whatIf.score()).isEqualTo(estate.fixed(fix).recount());
  }

  @Property(tries = 300)
  void aWhatIfBeyondTheKeptCombinationsIsALowerBoundAndSaysSo(
      @ForAll("estates") Estate estate, @ForAll("fixes") Set<Integer> fix) {
    WhatIf whatIf = estate.whatIf(estate.tally(2)).ifFixed(names(fix));
    double then = estate.fixed(fix).recount().percentage();
    assertThat(whatIf.score().percentage()).isLessThanOrEqualTo(then);
    if (whatIf.exact()) {
      assertThat(whatIf.score().percentage()).isEqualTo(then);
    }
  }

  @Property(tries = 300)
  void whatAllRecommendationsCouldGiveIsWhatIsMissing(@ForAll("estates") Estate estate) {
    PostureTally tally = estate.tally(AMPLE);
    Score score = estate.sheet(tally).score();
    double missing = score.isAssessed() ? 100 - score.percentage() : 0;
    double recommendations =
        IntStream.range(0, RECOMMENDATIONS)
            .mapToDouble(i -> increase(estate, tally).shared().get(i))
            .sum();
    double controls =
        estate.sheet(tally).controlScores().stream()
            .mapToDouble(ControlScore::potentialIncrease)
            .sum();
    assertThat(recommendations).isCloseTo(missing, within(1e-9));
    assertThat(controls).isCloseTo(missing, within(1e-9));
  }

  @Property(tries = 200)
  void whatOneGivesAloneIsItsWhatIf(@ForAll("estates") Estate estate) {
    PostureTally tally = estate.tally(2);
    double now = estate.sheet(tally).score().percentage();
    for (int i = 0; i < RECOMMENDATIONS; i++) {
      WhatIf whatIf = estate.whatIf(tally).ifFixed(Set.of("R" + i));
      assertThat(whatIf.exact()).isTrue();
      assertThat(increase(estate, tally).alone().get(i))
          .isCloseTo(whatIf.score().percentage() - now, within(1e-9));
    }
  }

  @Provide
  Arbitrary<Set<Integer>> fixes() {
    return Arbitraries.integers().between(0, RECOMMENDATIONS - 1).set();
  }

  private static Set<String> names(Set<Integer> recommendations) {
    return recommendations.stream().map(i -> "r" + i).collect(Collectors.toSet());
  }

  private static PotentialIncrease increase(Estate estate, PostureTally tally) {
    return PotentialIncrease.of(estate.layout(), estate.sheet(tally), tally.subscriptions());
  }
}
