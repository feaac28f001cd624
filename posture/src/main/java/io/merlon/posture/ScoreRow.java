package io.merlon.posture;

/** The counts of one subscription, by control. Immutable. */
final class ScoreRow {
  private final String subscription;
  private final long[] healthy;
  private final long[] unhealthy;
  private final long[] notApplicable;
  private final long weight;

  private ScoreRow(
      String subscription, long[] healthy, long[] unhealthy, long[] notApplicable, long weight) {
    this.subscription = subscription;
    this.healthy = healthy;
    this.unhealthy = unhealthy;
    this.notApplicable = notApplicable;
    this.weight = weight;
  }

  static ScoreRow of(SubscriptionTally tally, int controls) {
    return of(tally, new long[controls]);
  }

  /** The counts as they are once these numbers of unhealthy resources have turned healthy. */
  static ScoreRow of(SubscriptionTally tally, long[] turned) {
    long[] healthy = new long[turned.length];
    long[] unhealthy = new long[turned.length];
    long[] notApplicable = new long[turned.length];
    for (int i = 0; i < turned.length; i++) {
      healthy[i] = tally.control(i).healthy() + turned[i];
      unhealthy[i] = tally.control(i).unhealthy() - turned[i];
      notApplicable[i] = tally.control(i).notApplicable();
    }
    return new ScoreRow(tally.subscription(), healthy, unhealthy, notApplicable, tally.assessed());
  }

  String subscription() {
    return subscription;
  }

  long healthy(int control) {
    return healthy[control];
  }

  long unhealthy(int control) {
    return unhealthy[control];
  }

  long notApplicable(int control) {
    return notApplicable[control];
  }

  long counted(int control) {
    return healthy[control] + unhealthy[control];
  }

  /** The resources that count in at least one control with a maximum above 0. */
  long weight() {
    return weight;
  }
}
