package io.merlon.posture;

import it.unimi.dsi.fastutil.ints.Int2LongOpenHashMap;
import java.util.HashMap;
import java.util.Map;

/**
 * How many resources have each combination of unhealthy recommendations in one control. Fixing some
 * recommendations makes exactly those resources healthy whose combination is a subset of them, so
 * this answers a what-if without the resources.
 *
 * <p>Combinations beyond the budget are counted by recommendation and size only: shares and the
 * gain of one recommendation stay exact, a what-if of several becomes a lower bound.
 */
final class CombinationCounts {
  private final int recommendations;
  private final CombinationBudget budget;
  private final Map<Combination, Counter> counts = new HashMap<>();

  /** Changed in place, so that counting a resource takes one look-up. */
  private static final class Counter {
    private long resources;

    Counter(long resources) {
      this.resources = resources;
    }
  }

  private long overflowed;
  private final Int2LongOpenHashMap overflowBySize = new Int2LongOpenHashMap();

  CombinationCounts(int recommendations, CombinationBudget budget) {
    this.recommendations = recommendations;
    this.budget = budget;
  }

  /** Adds resources with this combination, or takes one away (-1). */
  void add(Combination combination, long change) {
    Counter counter = counts.get(combination);
    if (counter != null) {
      counter.resources += change;
      if (counter.resources == 0) {
        counts.remove(combination);
        budget.giveBack();
      }
    } else if (change > 0 && budget.take()) {
      counts.put(combination.copy(), new Counter(change));
    } else {
      overflow(combination, change);
    }
  }

  private void overflow(Combination combination, long resources) {
    int size = combination.size();
    for (int bit = 0; bit < recommendations; bit++) {
      if (combination.contains(bit)) {
        overflowBySize.addTo(bit * recommendations + size - 1, resources);
      }
    }
    overflowed += resources;
  }

  /** Adds all that another has counted over the same recommendations. */
  void addAll(CombinationCounts other) {
    other.counts.forEach((combination, counter) -> add(combination, counter.resources));
    for (var entry : other.overflowBySize.int2LongEntrySet()) {
      overflowBySize.addTo(entry.getIntKey(), entry.getLongValue());
    }
    overflowed += other.overflowed;
  }

  CombinationCounts snapshot() {
    CombinationCounts copy = new CombinationCounts(recommendations, new CombinationBudget(0));
    counts.forEach(
        (combination, counter) -> copy.counts.put(combination, new Counter(counter.resources)));
    copy.overflowed = overflowed;
    copy.overflowBySize.putAll(overflowBySize);
    return copy;
  }

  /** The resources that become healthy when these are fixed; a lower bound unless exact. */
  long fixedBy(Combination fixed) {
    long resources = 0;
    for (var entry : counts.entrySet()) {
      if (entry.getKey().isSubsetOf(fixed)) {
        resources += entry.getValue().resources;
      }
    }
    if (fixed.size() == recommendations) {
      return resources + overflowed;
    }
    for (int bit = 0; bit < recommendations && overflowed > 0; bit++) {
      resources += fixed.contains(bit) ? overflowBySize.get(bit * recommendations) : 0;
    }
    return resources;
  }

  /** Whether {@link #fixedBy} knows the answer for these exactly. */
  boolean isExactFor(Combination fixed) {
    return overflowed == 0 || fixed.size() <= 1 || fixed.size() == recommendations;
  }

  /**
   * The unhealthy resources by recommendation (its bit) and by how many recommendations of the
   * control they are unhealthy for, less one.
   */
  long[][] bySize() {
    long[][] sizes = new long[recommendations][recommendations];
    for (var entry : counts.entrySet()) {
      Combination combination = entry.getKey();
      int size = combination.size();
      for (int bit = 0; bit < recommendations; bit++) {
        if (combination.contains(bit)) {
          sizes[bit][size - 1] += entry.getValue().resources;
        }
      }
    }
    for (var entry : overflowBySize.int2LongEntrySet()) {
      int place = entry.getIntKey();
      sizes[place / recommendations][place % recommendations] += entry.getLongValue();
    }
    return sizes;
  }
}
