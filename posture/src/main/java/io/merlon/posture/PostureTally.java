package io.merlon.posture;

import it.unimi.dsi.fastutil.ints.Int2LongRBTreeMap;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * All that a report is computed from: whole numbers of resources. A resource's outcomes are added,
 * and can be taken away again with the same outcomes, which is how the figures are kept by
 * difference. Its size depends on policies, subscriptions and combinations, not on resources.
 */
final class PostureTally {
  private final ScoreLayout layout;
  private final PolicyTally policies;
  private final int policyCount;
  private final Map<String, PolicyTally> policiesBySubscription = new TreeMap<>();
  private final long[] recommendationCounts;
  private final List<Int2LongRBTreeMap> dueDays;
  private final Map<String, SubscriptionTally> subscriptions = new TreeMap<>();
  private final CombinationBudget budget;
  private final Combination[] unhealthyFor;
  private final Outcome[] controlOutcomes;
  private final int[] touched;
  private final int[] stampOf;
  private int stamp;
  private long resources;
  private Optional<SubscriptionTally> last = Optional.empty();

  PostureTally(ScoreLayout layout, int policies, int maxCombinations) {
    this.layout = layout;
    this.policies = new PolicyTally(policies);
    this.policyCount = policies;
    this.recommendationCounts = new long[layout.recommendations() * Outcome.COUNT];
    this.dueDays =
        IntStream.range(0, layout.recommendations())
            .mapToObj(i -> new Int2LongRBTreeMap())
            .toList();
    this.budget = new CombinationBudget(maxCombinations);
    int controls = layout.controls().size();
    this.unhealthyFor = new Combination[controls];
    Arrays.setAll(unhealthyFor, i -> Combination.over(layout.sizeOf(i)));
    this.controlOutcomes = new Outcome[controls];
    Arrays.fill(controlOutcomes, Outcome.NOT_APPLICABLE);
    this.touched = new int[controls];
    this.stampOf = new int[controls];
  }

  /** Adds (change 1) or takes away (change -1) one resource of this subscription. */
  void add(String subscription, ResourceOutcomes outcomes, int change) {
    resources += change;
    stamp++;
    if (outcomes.policyCount() > 0) {
      PolicyTally own = own(subscription);
      for (int i = 0; i < outcomes.policyCount(); i++) {
        policies.add(outcomes.policyAt(i), outcomes.policyOutcomeAt(i), change);
        own.add(outcomes.policyAt(i), outcomes.policyOutcomeAt(i), change);
      }
    }
    int touchedControls = 0;
    for (int i = 0; i < outcomes.recommendationCount(); i++) {
      int recommendation = outcomes.recommendationAt(i);
      Outcome outcome = outcomes.outcomeOf(recommendation);
      recommendationCounts[recommendation * Outcome.COUNT + outcome.code()] += change;
      addDue(recommendation, outcomes.dueDayOf(recommendation), change);
      int control = layout.controlOf(recommendation);
      if (control >= 0) {
        touchedControls = merge(control, recommendation, outcome, touchedControls);
      }
    }
    if (touchedControls > 0) {
      addControls(subscription(subscription), touchedControls, change);
    }
  }

  private int merge(int control, int recommendation, Outcome outcome, int touchedControls) {
    int count = touchedControls;
    if (stampOf[control] != stamp) {
      stampOf[control] = stamp;
      touched[count++] = control;
      controlOutcomes[control] = Outcome.NOT_APPLICABLE;
    }
    Outcome standing = controlOutcomes[control];
    if (outcome == Outcome.UNHEALTHY) {
      unhealthyFor[control].add(layout.bitOf(recommendation));
      controlOutcomes[control] = outcome;
    } else if (standing != Outcome.UNHEALTHY) {
      boolean healthy = outcome == Outcome.HEALTHY || standing == Outcome.HEALTHY;
      controlOutcomes[control] = healthy ? Outcome.HEALTHY : Outcome.NOT_APPLICABLE;
    }
    return count;
  }

  private void addControls(SubscriptionTally tally, int touchedControls, int change) {
    boolean counts = false;
    for (int i = 0; i < touchedControls; i++) {
      int control = touched[i];
      ControlTally controlTally = tally.control(control);
      boolean hasPoints = layout.hasPoints(control);
      switch (controlOutcomes[control]) {
        case UNHEALTHY -> {
          controlTally.addUnhealthy(unhealthyFor[control], change);
          unhealthyFor[control].clear();
          counts |= hasPoints;
        }
        case HEALTHY -> {
          controlTally.addHealthy(change);
          counts |= hasPoints;
        }
        default -> controlTally.addNotApplicable(change);
      }
    }
    if (counts) {
      tally.addAssessed(change);
    }
  }

  private void addDue(int recommendation, int dueDay, int change) {
    if (dueDay != ResourceOutcomes.NO_DUE_DAY) {
      Int2LongRBTreeMap days = dueDays.get(recommendation);
      if (days.addTo(dueDay, change) + change == 0) {
        days.remove(dueDay);
      }
    }
  }

  private SubscriptionTally subscription(String subscription) {
    if (last.isEmpty() || !last.get().subscription().equals(subscription)) {
      last =
          Optional.of(
              subscriptions.computeIfAbsent(
                  subscription, name -> SubscriptionTally.of(name, layout, budget)));
    }
    return last.get();
  }

  /** Adds all that another tally of the same layout has counted. */
  void addAll(PostureTally other) {
    resources += other.resources;
    policies.addAll(other.policies);
    other.policiesBySubscription.forEach((name, tally) -> own(name).addAll(tally));
    for (int i = 0; i < recommendationCounts.length; i++) {
      recommendationCounts[i] += other.recommendationCounts[i];
    }
    for (int i = 0; i < dueDays.size(); i++) {
      for (var day : other.dueDays.get(i).int2LongEntrySet()) {
        dueDays.get(i).addTo(day.getIntKey(), day.getLongValue());
      }
    }
    other.subscriptions.forEach((name, tally) -> subscription(name).addAll(tally));
  }

  long resources() {
    return resources;
  }

  /** The resources of each policy, over everything. */
  PolicyTally policies() {
    return policies;
  }

  /** The resources of each policy in one subscription. */
  PolicyTally policiesOf(String subscription) {
    return policiesBySubscription.getOrDefault(subscription, new PolicyTally(policyCount));
  }

  private PolicyTally own(String subscription) {
    return policiesBySubscription.computeIfAbsent(
        subscription, name -> new PolicyTally(policyCount));
  }

  long recommendationCount(int recommendation, Outcome outcome) {
    return recommendationCounts[recommendation * Outcome.COUNT + outcome.code()];
  }

  /** The unhealthy resources of the recommendation by the day on which they are due. */
  Int2LongRBTreeMap dueDays(int recommendation) {
    return dueDays.get(recommendation);
  }

  /** The subscriptions that have a resource in a control, in the order of their ids. */
  List<SubscriptionTally> subscriptions() {
    return subscriptions.values().stream().filter(SubscriptionTally::hasResources).toList();
  }
}
