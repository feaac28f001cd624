package io.merlon.posture;

import java.util.List;
import java.util.stream.Stream;

/** The resources of one subscription, by control. */
final class SubscriptionTally {
  private final String subscription;
  private final List<ControlTally> controls;
  private long assessed;

  private SubscriptionTally(String subscription, List<ControlTally> controls, long assessed) {
    this.subscription = subscription;
    this.controls = controls;
    this.assessed = assessed;
  }

  static SubscriptionTally of(String subscription, ScoreLayout layout, CombinationBudget budget) {
    ControlTally[] tallies = new ControlTally[layout.controls().size()];
    for (int i = 0; i < tallies.length; i++) {
      tallies[i] = new ControlTally(layout.sizeOf(i), budget);
    }
    return new SubscriptionTally(subscription, List.of(tallies), 0);
  }

  SubscriptionTally snapshot() {
    Stream<ControlTally> copies = controls.stream().map(ControlTally::snapshot);
    return new SubscriptionTally(subscription, copies.toList(), assessed);
  }

  void addAll(SubscriptionTally other) {
    for (int i = 0; i < controls.size(); i++) {
      controls.get(i).addAll(other.controls.get(i));
    }
    assessed += other.assessed;
  }

  void addAssessed(long change) {
    assessed += change;
  }

  /** Whether a resource of it is in any control. */
  boolean hasResources() {
    return controls.stream().anyMatch(ControlTally::hasResources);
  }

  String subscription() {
    return subscription;
  }

  ControlTally control(int control) {
    return controls.get(control);
  }

  /** The resources that count in at least one control with a maximum above 0. */
  long assessed() {
    return assessed;
  }
}
