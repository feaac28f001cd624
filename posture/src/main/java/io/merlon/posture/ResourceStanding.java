package io.merlon.posture;

import java.util.Arrays;

/**
 * How one resource stands, in a few numbers: what has to be kept of it to take it out of the
 * figures again when it changes or is gone. Only for the assessor (or one of the same plan and
 * content) that made it.
 */
public final class ResourceStanding {
  private final String subscription;
  private final int[] policies;
  private final byte[] policyOutcomes;
  private final int[] governed;

  private ResourceStanding(
      String subscription, int[] policies, byte[] policyOutcomes, int[] governed) {
    this.subscription = subscription;
    this.policies = policies;
    this.policyOutcomes = policyOutcomes;
    this.governed = governed;
  }

  static ResourceStanding of(String subscription, ResourceOutcomes outcomes) {
    int[] policies = new int[outcomes.policyCount()];
    byte[] policyOutcomes = new byte[policies.length];
    for (int i = 0; i < policies.length; i++) {
      policies[i] = outcomes.policyAt(i);
      policyOutcomes[i] = outcomes.policyOutcomeAt(i).code();
    }
    int[] governed = new int[3 * outcomes.recommendationCount()];
    int size = 0;
    for (int i = 0; i < outcomes.recommendationCount(); i++) {
      int recommendation = outcomes.recommendationAt(i);
      if (outcomes.dueDayOf(recommendation) != ResourceOutcomes.NO_DUE_DAY) {
        governed[size++] = recommendation;
        governed[size++] = outcomes.dueDayOf(recommendation);
        governed[size++] = outcomes.outcomeOf(recommendation) == Outcome.UNHEALTHY_IN_GRACE ? 1 : 0;
      }
    }
    return new ResourceStanding(
        subscription, policies, policyOutcomes, Arrays.copyOf(governed, size));
  }

  String subscription() {
    return subscription;
  }

  /** Puts the outcomes back as they were. */
  void restore(ResourceOutcomes outcomes) {
    outcomes.begin();
    for (int i = 0; i < policies.length; i++) {
      outcomes.take(policies[i], Outcome.of(policyOutcomes[i]));
    }
    for (int i = 0; i < governed.length; i += 3) {
      outcomes.govern(governed[i], governed[i + 1], governed[i + 2] == 1);
    }
  }
}
