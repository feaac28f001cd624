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
            subscriptions.stream().map(one -> ScoreSheet.Row.of(one, controls)).toList());
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
        new ComplianceWriter(inputs, tally).write(),
        new WhatIfModel(layout, inputs.table().positions(), subscriptions));
  }

  private AssessmentCounts counts() {
    long[] byOutcome = new long[Outcome.COUNT];
    for (int i = 0; i < layout.recommendations(); i++) {
      for (Outcome outcome : Outcome.values()) {
        byOutcome[outcome.ordinal()] += tally.recommendationCount(i, outcome);
      }
    }
    long[] byStatus = new long[AssessmentStatus.values().length];
    for (Outcome outcome : Outcome.values()) {
      byStatus[outcome.status().ordinal()] += byOutcome[outcome.ordinal()];
    }
    return new AssessmentCounts(
        byStatus[AssessmentStatus.HEALTHY.ordinal()],
        byStatus[AssessmentStatus.UNHEALTHY.ordinal()],
        byStatus[AssessmentStatus.NOT_APPLICABLE.ordinal()],
        byOutcome[Outcome.EXEMPT.ordinal()],
        byOutcome[Outcome.NOT_ASSESSED.ordinal()]);
  }

  private List<SubscriptionScore> subscriptionScores() {
    List<SubscriptionScore> scores = new ArrayList<>();
    for (ScoreSheet.Row row : sheet.rows()) {
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
    long[] byStatus = new long[AssessmentStatus.values().length];
    for (Outcome outcome : Outcome.values()) {
      byStatus[outcome.status().ordinal()] += tally.recommendationCount(position, outcome);
    }
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
        byStatus[AssessmentStatus.HEALTHY.ordinal()],
        byStatus[AssessmentStatus.UNHEALTHY.ordinal()],
        byStatus[AssessmentStatus.NOT_APPLICABLE.ordinal()],
        tally.recommendationCount(position, Outcome.EXEMPT),
        tally.recommendationCount(position, Outcome.NOT_ASSESSED),
        tally.recommendationCount(position, Outcome.UNHEALTHY_IN_GRACE),
        increase.shared()[position],
        increase.alone()[position],
        samples.of(position),
        due.isPresent() ? inputs.governance().owner(position) : Optional.empty(),
        due,
        overdue);
  }
}
