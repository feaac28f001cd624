package io.merlon.posture;

/**
 * The outcomes of one resource, merged by recommendation. Reused from resource to resource, so that
 * assessing allocates nothing; for one thread.
 *
 * <p>A recommendation's outcome is the one of highest precedence among its policies'. Stamps tell
 * this resource's entries from an earlier one's without clearing the tables.
 */
final class ResourceOutcomes {
  /** The due day of a recommendation that no governance rule covers. */
  static final int NO_DUE_DAY = Integer.MIN_VALUE;

  private final int[] recommendationOf;
  private final int[] policies;
  private final byte[] policyOutcomes;
  private final int[] recommendations;
  private final byte[] outcomeOf;
  private final int[] decidedBy;
  private final int[] dueDayOf;
  private final int[] stampOf;
  private int policyCount;
  private int recommendationCount;
  private int stamp;

  /** By policy the recommendation that it belongs to, and how many recommendations there are. */
  ResourceOutcomes(int[] recommendationOf, int recommendations) {
    this.recommendationOf = recommendationOf;
    this.policies = new int[recommendationOf.length];
    this.policyOutcomes = new byte[recommendationOf.length];
    this.recommendations = new int[recommendations];
    this.outcomeOf = new byte[recommendations];
    this.decidedBy = new int[recommendations];
    this.dueDayOf = new int[recommendations];
    this.stampOf = new int[recommendations];
  }

  /** Forgets the resource before. */
  void begin() {
    policyCount = 0;
    recommendationCount = 0;
    stamp++;
  }

  /** Takes one policy's outcome; each policy at most once for a resource. */
  void take(int policy, Outcome outcome) {
    policies[policyCount] = policy;
    policyOutcomes[policyCount++] = outcome.code();
    int recommendation = recommendationOf[policy];
    if (stampOf[recommendation] != stamp) {
      stampOf[recommendation] = stamp;
      recommendations[recommendationCount++] = recommendation;
      dueDayOf[recommendation] = NO_DUE_DAY;
    } else if (outcomeOf[recommendation] <= outcome.code()) {
      return;
    }
    outcomeOf[recommendation] = outcome.code();
    decidedBy[recommendation] = policy;
  }

  /** Says by which day (UTC, days since 1970) it is due, and whether the score waits until then. */
  void govern(int recommendation, int dueDay, boolean inGrace) {
    dueDayOf[recommendation] = dueDay;
    if (inGrace) {
      outcomeOf[recommendation] = Outcome.UNHEALTHY_IN_GRACE.code();
    }
  }

  int policyCount() {
    return policyCount;
  }

  int policyAt(int position) {
    return policies[position];
  }

  Outcome policyOutcomeAt(int position) {
    return Outcome.of(policyOutcomes[position]);
  }

  int recommendationCount() {
    return recommendationCount;
  }

  int recommendationAt(int position) {
    return recommendations[position];
  }

  /** Whether a policy of the recommendation had an outcome. */
  boolean has(int recommendation) {
    return stampOf[recommendation] == stamp;
  }

  Outcome outcomeOf(int recommendation) {
    return Outcome.of(outcomeOf[recommendation]);
  }

  /** The policy whose outcome the recommendation has. */
  int decidedBy(int recommendation) {
    return decidedBy[recommendation];
  }

  int dueDayOf(int recommendation) {
    return dueDayOf[recommendation];
  }
}
