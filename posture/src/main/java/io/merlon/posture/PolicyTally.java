package io.merlon.posture;

/** The resources of each policy by outcome. */
final class PolicyTally {
  private final long[] counts;

  PolicyTally(int policies) {
    this.counts = new long[policies * Outcome.COUNT];
  }

  void add(int policy, Outcome outcome, long change) {
    counts[policy * Outcome.COUNT + outcome.code()] += change;
  }

  void addAll(PolicyTally other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  long count(int policy, Outcome outcome) {
    return counts[policy * Outcome.COUNT + outcome.code()];
  }
}
