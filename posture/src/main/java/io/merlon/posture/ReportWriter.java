package io.merlon.posture;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Turns the counts into a report. */
final class ReportWriter {
  private static final Comparator<RankedRecommendation> WHAT_FIRST =
      Comparator.comparing((RankedRecommendation ranked) -> ranked.unhealthy() > 0)
          .thenComparingDouble(RankedRecommendation::potentialIncrease)
          .thenComparing(ranked -> ranked.recommendation().severity())
          .thenComparingLong(RankedRecommendation::unhealthy)
          .reversed()
          .thenComparing(ranked -> ranked.recommendation().name());

  private final Inputs inputs;
  private final PostureTally tally;
  private final Samples samples;
  private final ScoreLayout layout;
  private final List<SubscriptionTally> subscriptions;
  private final ScoreSheet sheet;

  ReportWriter(Inputs inputs, PostureTally tally, Samples samples) {
    this.inputs = inputs;
    this.tally = tally;
    this.samples = samples;
    this.layout = inputs.table().layout();
    // what-ifs are answered from the report later, when the tally may have gone on
    this.subscriptions = tally.subscriptions().stream().map(SubscriptionTally::snapshot).toList();
    int controls = layout.controls().size();
    this.sheet =
        new ScoreSheet(
            layout.controls(),
            subscriptions.stream().map(one -> ScoreRow.of(one, controls)).toList());
  }

  PostureReport write() {
    return new PostureReport(
        inputs.now(),
        tally.resources(),
        counts(),
        sheet.score(),
        subscriptionScores(),
        sheet.controlScores(),
        ranked(),
        new ComplianceWriter(inputs, tally.policies()).write(),
        new WhatIfModel(layout, inputs.table().positions(), subscriptions));
  }

  private AssessmentCounts counts() {
    long healthy = 0;
    long unhealthy = 0;
    long notApplicable = 0;
    long exempt = 0;
    long notAssessed = 0;
    long failed = 0;
    for (int i = 0; i < layout.recommendations(); i++) {
      healthy += count(i, AssessmentStatus.HEALTHY);
      unhealthy += count(i, AssessmentStatus.UNHEALTHY);
      notApplicable += count(i, AssessmentStatus.NOT_APPLICABLE);
      exempt += tally.recommendationCount(i, Outcome.EXEMPT);
      notAssessed += tally.recommendationCount(i, Outcome.NOT_ASSESSED);
      failed += tally.recommendationCount(i, Outcome.FAILED);
    }
    return new AssessmentCounts(healthy, unhealthy, notApplicable, exempt, notAssessed, failed);
  }

  private long count(int recommendation, AssessmentStatus status) {
    long count = 0;
    for (Outcome outcome : Outcome.values()) {
      count += outcome.status() == status ? tally.recommendationCount(recommendation, outcome) : 0;
    }
    return count;
  }

  private List<SubscriptionScore> subscriptionScores() {
    List<SubscriptionScore> scores = new ArrayList<>();
    for (ScoreRow row : sheet.rows()) {
      ScoreSheet own = sheet.only(row);
      scores.add(
          new SubscriptionScore(
              row.subscription(), own.score(), row.weight(), own.controlScores()));
    }
    return scores;
  }

  private List<RankedRecommendation> ranked() {
    PotentialIncrease increase = PotentialIncrease.of(layout, sheet, subscriptions);
    List<RankedRecommendation> unordered = new ArrayList<>();
    for (int i = 0; i < layout.recommendations(); i++) {
      unordered.add(recommendation(i, increase));
    }
    List<RankedRecommendation> ranked = new ArrayList<>();
    for (RankedRecommendation one : unordered.stream().sorted(WHAT_FIRST).toList()) {
      ranked.add(one.withRank(ranked.size() + 1));
    }
    return ranked;
  }

  private RankedRecommendation recommendation(int position, PotentialIncrease increase) {
    Optional<LocalDate> due = Optional.empty();
    long overdue = 0;
    for (var day : tally.dueDays(position).int2LongEntrySet()) {
      LocalDate date = LocalDate.ofEpochDay(day.getIntKey());
      due = due.isEmpty() ? Optional.of(date) : due;
      overdue += inputs.governance().isOverdue(date) ? day.getLongValue() : 0;
    }
    return new RankedRecommendation(
        0,
        inputs.table().recommendations().get(position),
        count(position, AssessmentStatus.HEALTHY),
        count(position, AssessmentStatus.UNHEALTHY),
        count(position, AssessmentStatus.NOT_APPLICABLE),
        tally.recommendationCount(position, Outcome.EXEMPT),
        tally.recommendationCount(position, Outcome.NOT_ASSESSED),
        tally.recommendationCount(position, Outcome.UNHEALTHY_IN_GRACE),
        increase.shared().get(position),
        increase.alone().get(position),
        samples.of(position),
        due.isPresent() ? inputs.governance().owner(position) : Optional.empty(),
        due,
        overdue);
  }
}
