package io.merlon.detection.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What the sketches say, against exact counts. */
class SketchesTest {
  @Property(tries = 300)
  void fewDistinctTextsAreCountedExactly(
      @ForAll @Size(max = 40) List<@IntRange(max = 25) Integer> all) {
    DistinctCount count = new DistinctCount();
    all.forEach(one -> count.add("text " + one));
    assertThat(count.count()).isEqualTo(new HashSet<>(all).size());
  }

  @Test
  void manyDistinctTextsAreCountedWithinAFifth() {
    for (int distinct : new int[] {100, 1_000, 50_000}) {
      DistinctCount count = new DistinctCount();
      for (int i = 0; i < distinct; i++) {
        count.add("text " + i);
        count.add("text " + i / 2);
      }
      assertThat(count.count()).isBetween(distinct * 8L / 10, distinct * 12L / 10);
    }
  }

  @Property(tries = 300)
  void frequenciesAreExactAsLongAsThereIsRoom(
      @ForAll @Size(max = 300) List<@IntRange(max = 40) Integer> all) {
    Frequencies frequencies = new Frequencies();
    Map<Integer, Long> exact = new HashMap<>();
    for (Integer one : all) {
      frequencies.add("text " + one);
      exact.merge(one, 1L, Long::sum);
    }
    exact.forEach((one, count) -> assertThat(frequencies.of("text " + one)).isEqualTo(count));
  }

  @Test
  void crowdedFrequenciesAreNeverTooLow() {
    Frequencies frequencies = new Frequencies();
    for (int i = 0; i < 500_000; i++) {
      frequencies.add("once " + i);
      frequencies.add("text " + i % 10);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(frequencies.of("text " + i)).isBetween(50_000L, 51_000L);
    }
  }

  @Property(tries = 100)
  void whatCameIsKnown(@ForAll @Size(max = 500) List<@IntRange(max = 400) Integer> all) {
    SeenBefore seen = new SeenBefore(1_000);
    Set<Integer> exact = new HashSet<>();
    for (Integer one : all) {
      boolean known = !exact.add(one);
      if (known) {
        assertThat(seen.addedBefore("text " + one)).isTrue();
      } else {
        seen.addedBefore("text " + one);
      }
    }
  }

  @Test
  void hardlyAnyNewTextIsTakenForKnownHoweverManyThereAre() {
    SeenBefore seen = new SeenBefore(10_000);
    long taken = 0;
    for (int i = 0; i < 100_000; i++) {
      taken += seen.addedBefore("text " + i) ? 1 : 0;
    }
    assertThat(taken).isLessThan(300);
    assertThat(seen.addedBefore("text 99999")).isTrue();
    assertThat(seen.addedBefore("text 1")).isFalse();
  }

  @Property(tries = 500)
  void rhythmIsThatOfTheSortedIntervals(
      @ForAll @Size(min = 3, max = 60) List<@IntRange(min = 1, max = 10_000) Integer> intervals) {
    long[] times = new long[intervals.size() + 1];
    for (int i = 0; i < intervals.size(); i++) {
      times[i + 1] = times[i] + intervals.get(i);
    }
    double median = naiveMedian(intervals.stream().mapToDouble(Integer::doubleValue).toArray());
    double deviation =
        naiveMedian(intervals.stream().mapToDouble(one -> Math.abs(one - median)).toArray());
    assertThat(Beacons.Rhythm.of(times)).isEqualTo(new Beacons.Rhythm(median, deviation));
  }

  private static double naiveMedian(double[] values) {
    double[] sorted = Arrays.stream(values).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
