package io.merlon.posture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A small estate for tests of the score: what each resource came out as, a layout, and a recount
 * that is short enough to be obviously right.
 */
record Estate(List<SecurityControl> controls, List<Integer> controlOf, List<Thing> things) {

  /** A resource and its outcome for each recommendation that applies, by the one's position. */
  record Thing(String subscription, Map<Integer, Outcome> outcomes) {}

  static SecurityControl control(String id, int maxScore) {
    return new SecurityControl(id, id, "", maxScore);
  }

  ScoreLayout layout() {
    return new ScoreLayout(controls, controlOf.stream().mapToInt(i -> i).toArray());
  }

  PostureTally tally(int maxCombinations) {
    PostureTally tally = new PostureTally(layout(), controlOf.size(), maxCombinations);
    things.forEach(thing -> add(tally, thing, 1));
    return tally;
  }

  void add(PostureTally tally, Thing thing, int change) {
    tally.add(thing.subscription(), outcomes(thing), change);
  }

  private ResourceOutcomes outcomes(Thing thing) {
    int[] recommendationOf = new int[controlOf.size()];
    for (int i = 0; i < recommendationOf.length; i++) {
      recommendationOf[i] = i;
    }
    ResourceOutcomes outcomes = new ResourceOutcomes(recommendationOf, recommendationOf.length);
    outcomes.begin();
    thing.outcomes().forEach(outcomes::take);
    return outcomes;
  }

  ScoreSheet sheet(PostureTally tally) {
    return new ScoreSheet(
        controls,
        tally.subscriptions().stream().map(one -> ScoreRow.of(one, controls.size())).toList());
  }

  WhatIfModel whatIf(PostureTally tally) {
    Map<String, Integer> names = new TreeMap<>();
    for (int i = 0; i < controlOf.size(); i++) {
      names.put("r" + i, i);
    }
    return new WhatIfModel(layout(), names, tally.subscriptions());
  }

  /** The same resources with these recommendations healthy where they were unhealthy. */
  Estate fixed(Set<Integer> recommendations) {
    List<Thing> then = new ArrayList<>();
    for (Thing thing : things) {
      Map<Integer, Outcome> outcomes = new TreeMap<>(thing.outcomes());
      for (int recommendation : recommendations) {
        outcomes.replace(recommendation, Outcome.UNHEALTHY, Outcome.HEALTHY);
      }
      then.add(new Thing(thing.subscription(), outcomes));
    }
    return new Estate(controls, controlOf, then);
  }

  Score recount() {
    Set<String> subscriptions = new TreeSet<>();
    things.forEach(thing -> subscriptions.add(thing.subscription()));
    Fraction weighed = Fraction.ZERO;
    long totalWeight = 0;
    Set<Integer> assessedControls = new TreeSet<>();
    for (String subscription : subscriptions) {
      Fraction points = Fraction.ZERO;
      int max = 0;
      Set<Thing> counted = new TreeSet<>((a, b) -> Integer.compare(id(a), id(b)));
      for (int control = 0; control < controls.size(); control++) {
        long healthy = 0;
        long all = 0;
        for (Thing thing : things) {
          if (!thing.subscription().equals(subscription)) {
            continue;
          }
          boolean anyHealthy = false;
          boolean anyUnhealthy = false;
          for (var outcome : thing.outcomes().entrySet()) {
            if (controlOf.get(outcome.getKey()) == control) {
              anyHealthy |= outcome.getValue() == Outcome.HEALTHY;
              anyUnhealthy |= outcome.getValue() == Outcome.UNHEALTHY;
            }
          }
          if (anyHealthy || anyUnhealthy) {
            all++;
            healthy += anyUnhealthy ? 0 : 1;
            if (controls.get(control).maxScore() > 0) {
              counted.add(thing);
            }
          }
        }
        if (all > 0) {
          max += controls.get(control).maxScore();
          assessedControls.add(control);
          points = points.plus(Fraction.of(controls.get(control).maxScore() * healthy, all));
        }
      }
      long weight = counted.size();
      if (weight > 0) {
        totalWeight += weight;
        weighed = weighed.plus(points.times(Fraction.of(100 * weight, max)));
      }
    }
    if (totalWeight == 0) {
      return Score.NOTHING_ASSESSED;
    }
    int max = assessedControls.stream().mapToInt(i -> controls.get(i).maxScore()).sum();
    Fraction percentage = weighed.times(Fraction.of(1, totalWeight));
    return new Score(
        percentage.times(Fraction.of(max, 100)).toDouble(), max, percentage.toDouble());
  }

  /** Things are told apart by where they stand, as equal ones are still two resources. */
  private int id(Thing thing) {
    for (int i = 0; i < things.size(); i++) {
      if (things.get(i) == thing) {
        return i;
      }
    }
    throw new IllegalArgumentException("not in this estate: " + thing);
  }
}
