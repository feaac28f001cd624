package io.merlon.posture;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The posture of an inventory at one time. Immutable. */
public final class PostureReport {
  private final Instant assessedAt;
  private final long resources;
  private final AssessmentCounts counts;
  private final Score score;
  private final List<SubscriptionScore> subscriptions;
  private final List<ControlScore> controls;
  private final List<RankedRecommendation> recommendations;
  private final List<StandardCompliance> standards;
  private final WhatIfModel whatIf;

  PostureReport(
      Instant assessedAt,
      long resources,
      AssessmentCounts counts,
      Score score,
      List<SubscriptionScore> subscriptions,
      List<ControlScore> controls,
      List<RankedRecommendation> recommendations,
      List<StandardCompliance> standards,
      WhatIfModel whatIf) {
    this.assessedAt = assessedAt;
    this.resources = resources;
    this.counts = counts;
    this.score = score;
    this.subscriptions = List.copyOf(subscriptions);
    this.controls = List.copyOf(controls);
    this.recommendations = List.copyOf(recommendations);
    this.standards = List.copyOf(standards);
    this.whatIf = whatIf;
  }

  /** The time that was given as now. */
  public Instant assessedAt() {
    return assessedAt;
  }

  /** The number of resources that were assessed, those to which nothing applies included. */
  public long resources() {
    return resources;
  }

  /** All assessments by state. */
  public AssessmentCounts counts() {
    return counts;
  }

  /** The overall secure score; several subscriptions are weighed by their resources that count. */
  public Score score() {
    return score;
  }

  /** The score of each subscription that has a resource in a control, by id. */
  public List<SubscriptionScore> subscriptions() {
    return subscriptions;
  }

  /** Every security control, in the content's order, over all subscriptions. */
  public List<ControlScore> controls() {
    return controls;
  }

  /**
   * Every recommendation of the plan: those with unhealthy resources first, by potential increase,
   * then severity, then unhealthy resources, then name.
   */
  public List<RankedRecommendation> recommendations() {
    return recommendations;
  }

  /** Every assigned initiative that has groups, in the order of the plan. */
  public List<StandardCompliance> standards() {
    return standards;
  }

  /** The score if the recommendations with these definition names (in any case) were fixed. */
  public WhatIf ifFixed(Set<String> definitionNames) {
    return whatIf.ifFixed(definitionNames);
  }
}
