package io.merlon.estate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts from the plan alone what the resources of an estate must be found to be. */
final class ScorePlan {
  private final Blueprint blueprint;
  private final Dice dice;
  private final long size;
  private final Slot.Health health;

  private final Map<String, long[]> byWeakness = new TreeMap<>();
  private final Map<String, Map<String, long[]>> bySubscription = new TreeMap<>();
  private final Map<String, Long> weights = new TreeMap<>();

  ScorePlan(Blueprint blueprint, Dice dice, long size, Slot.Health health) {
    this.blueprint = blueprint;
    this.dice = dice;
    this.size = size;
    this.health = health;
  }

  ExpectedScore count() {
    Map<String, Map<String, List<Weakness>>> plan = new HashMap<>();
    for (Weakness weakness : blueprint.weaknesses()) {
      plan.computeIfAbsent(weakness.kind(), kind -> new HashMap<>())
          .computeIfAbsent(weakness.control(), control -> new ArrayList<>())
          .add(weakness);
    }
    for (long number = 0; number * blueprint.places() < size; number++) {
      Workload workload = Workload.of(number, dice, blueprint.plans());
      plan.forEach((kind, controls) -> {
        for (int ordinal = 0; ordinal < counted(kind, workload); ordinal++) {
          count(workload, kind, ordinal, controls);
        }
      });
    }
    return ExpectedScore.of(blueprint.controls(), byWeakness, bySubscription, weights);
  }

  private int counted(String kind, Workload workload) {
    return kind.equals(Blueprint.SUBSCRIPTION)
        ? workload.place() == 0 ? 1 : 0
        : blueprint.count(kind);
  }

  private void count(
      Workload workload, String kind, int ordinal, Map<String, List<Weakness>> controls) {
    if (index(workload, kind, ordinal) >= size) {
      return;
    }
    String subscription = "/subscriptions/" + workload.values().get("subscription");
    boolean counts = false;
    for (Map.Entry<String, List<Weakness>> control : controls.entrySet()) {
      boolean assessed = false;
      boolean healthy = true;
      for (Weakness weakness : control.getValue()) {
        long shownBy = index(workload, weakness.shownBy(), ordinal);
        if (shownBy >= size && weakness.shownBy().equals(Blueprint.ASSESSMENT)) {
          continue; // nobody has assessed it yet, which is neither healthy nor unhealthy
        }
        // Any other related resource that the estate does not reach is missing: unhealthy.
        boolean fine = shownBy < size && health.isHealthy(shownBy, weakness.name());
        tally(byWeakness, weakness.name(), fine);
        assessed = true;
        healthy &= fine;
      }
      if (assessed) {
        tally(
            bySubscription.computeIfAbsent(subscription, id -> new TreeMap<>()),
            control.getKey(),
            healthy);
        counts |= blueprint.givesPoints(control.getKey());
      }
    }
    if (counts) {
      weights.merge(subscription, 1L, Long::sum);
    }
  }

  private long index(Workload workload, String kind, int ordinal) {
    // The servers plan stands first in the next workload of the subscription.
    long number = workload.number() + (kind.equals(Blueprint.PRICING) ? 1 : 0);
    return number * blueprint.places() + blueprint.start(kind) + ordinal;
  }

  private static void tally(Map<String, long[]> counts, String name, boolean healthy) {
    counts.computeIfAbsent(name, key -> new long[2])[healthy ? 0 : 1]++;
  }
}
