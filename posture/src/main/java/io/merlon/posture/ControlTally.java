package io.merlon.posture;

/** The resources of one subscription in one control. */
final class ControlTally {
  private final CombinationCounts combinations;
  private long healthy;
  private long unhealthy;
  private long notApplicable;

  ControlTally(int recommendations, CombinationBudget budget) {
    this.combinations = new CombinationCounts(recommendations, budget);
  }

  private ControlTally(ControlTally original) {
    this.combinations = original.combinations.snapshot();
    this.healthy = original.healthy;
    this.unhealthy = original.unhealthy;
    this.notApplicable = original.notApplicable;
  }

  void addHealthy(long change) {
    healthy += change;
  }

  void addUnhealthy(Combination unhealthyFor, long change) {
    unhealthy += change;
    combinations.add(unhealthyFor, change);
  }

  void addNotApplicable(long change) {
    notApplicable += change;
  }

  void addAll(ControlTally other) {
    healthy += other.healthy;
    unhealthy += other.unhealthy;
    notApplicable += other.notApplicable;
    combinations.addAll(other.combinations);
  }

  boolean hasResources() {
    return healthy + unhealthy + notApplicable > 0;
  }

  ControlTally snapshot() {
    return new ControlTally(this);
  }

  long healthy() {
    return healthy;
  }

  long unhealthy() {
    return unhealthy;
  }

  long notApplicable() {
    return notApplicable;
  }

  CombinationCounts combinations() {
    return combinations;
  }
}
