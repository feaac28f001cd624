package io.merlon.posture;

import java.util.List;

/**
 * The score of one subscription (or of what lies in no subscription).
 *
 * @param subscription its id in lower case; empty for resources that are in no subscription
 * @param score its own score
 * @param weight what it weighs in the overall score: its resources that count in at least one
 *     control with a maximum above 0
 * @param controls every control of the content, in the content's order; {@code potentialIncrease}
 *     is in percentage points of this subscription's score
 */
public record SubscriptionScore(
    String subscription, Score score, long weight, List<ControlScore> controls) {
  public SubscriptionScore {
    controls = List.copyOf(controls);
  }
}
