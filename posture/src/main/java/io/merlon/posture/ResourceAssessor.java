package io.merlon.posture;

import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.policy.ExistenceCheck;
import io.merlon.policy.PlannedPolicy;
import io.merlon.policy.PolicyEvaluator;
import io.merlon.policy.PolicyExemption;
import io.merlon.policy.Verdict;
import io.merlon.posture.nativeassessment.NativeAssessment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The second pass: judges one resource after the other and counts; for one thread. */
final class ResourceAssessor {
  private final Inputs inputs;
  private final List<PlannedPolicy> policies;
  private final PolicyEvaluator evaluator;
  private final List<Optional<String>> assessmentNames;
  private final List<Map<ResourceId, String>> leftOutBySource;
  private final ResourceOutcomes outcomes;
  private final PostureTally tally;
  private final Samples samples;
  private final Subscriptions subscriptions = new Subscriptions();
  private String subscription = "";

  ResourceAssessor(Inputs inputs, FirstPass firstPass) {
    this(inputs, firstPass, PolicyEvaluator.LookupListener.NONE);
  }

  ResourceAssessor(Inputs inputs, FirstPass firstPass, PolicyEvaluator.LookupListener listener) {
    this.inputs = inputs;
    this.policies = inputs.plan().policies();
    this.evaluator = inputs.plan().evaluator(firstPass.existence(), inputs.context(), listener);
    this.assessmentNames = policies.stream().map(ResourceAssessor::assessmentName).toList();
    this.leftOutBySource = new ArrayList<>();
    for (Optional<String> name : assessmentNames) {
      leftOutBySource.add(name.map(firstPass::notApplicable).orElse(Map.of()));
    }
    int recommendations = inputs.table().recommendations().size();
    this.outcomes =
        new ResourceOutcomes(inputs.table().recommendationOf().toIntArray(), recommendations);
    this.tally =
        new PostureTally(inputs.table().layout(), policies.size(), inputs.maxCombinations());
    this.samples = new Samples(recommendations, inputs.sampleSize());
  }

  /** The name of the assessment that the policy looks for, in lower case, when it looks for one. */
  private static Optional<String> assessmentName(PlannedPolicy policy) {
    Optional<ExistenceCheck> check = policy.existenceCheck();
    return check.isPresent() && check.get().type().equals(NativeAssessment.TYPE)
        ? Optional.of(check.get().name().orElse("").toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  void assess(Resource resource, AssessmentSink sink) {
    outcomes.begin();
    evaluator.evaluate(resource, (policy, verdict) -> take(resource.id(), policy, verdict));
    for (int i = 0; i < outcomes.recommendationCount(); i++) {
      int recommendation = outcomes.recommendationAt(i);
      if (outcomes.outcomeOf(recommendation).isUnhealthy()) {
        samples.offer(recommendation, resource.id());
        govern(recommendation, resource);
      }
    }
    subscription = subscriptions.of(resource.id());
    tally.add(subscription, outcomes, 1);
    for (int i = 0; i < outcomes.recommendationCount(); i++) {
      give(outcomes.recommendationAt(i), resource, sink);
    }
  }

  private void take(ResourceId resource, PlannedPolicy policy, Verdict verdict) {
    int index = policy.index();
    Outcome outcome =
        switch (verdict) {
          case COMPLIANT ->
              leftOutBySource.get(index).containsKey(resource)
                  ? Outcome.SOURCE_NOT_APPLICABLE
                  : Outcome.HEALTHY;
          case NON_COMPLIANT -> Outcome.UNHEALTHY;
          case RELATED_MISSING ->
              assessmentNames.get(index).isPresent() ? Outcome.NOT_ASSESSED : Outcome.UNHEALTHY;
          case NOT_APPLICABLE -> Outcome.NOT_APPLICABLE;
          case FAILED -> Outcome.FAILED;
        };
    boolean exempt =
        outcome != Outcome.NOT_APPLICABLE
            && !inputs.exemptions().isEmpty()
            && inputs.exemptions().find(resource, index).isPresent();
    outcomes.take(index, exempt ? Outcome.EXEMPT : outcome);
  }

  private void govern(int recommendation, Resource resource) {
    Optional<EarlierGovernance.Settled> settled = settled(recommendation, resource);
    Optional<GovernanceAssignment> byHand = settled.flatMap(EarlierGovernance.Settled::byHand);
    if (byHand.isPresent()) {
      govern(recommendation, byHand.get().due(), byHand.get().gracePeriod());
      return;
    }
    Optional<GovernanceRule> rule = inputs.governance().rule(recommendation, resource);
    if (rule.isPresent()) {
      Instant since =
          settled
              .map(EarlierGovernance.Settled::since)
              .orElseGet(() ->
                  previous(recommendation, resource.id(), AssessmentStatus.UNHEALTHY).changed());
      govern(recommendation, Governance.due(rule.get(), since), rule.get().gracePeriod());
    }
  }

  private void govern(int recommendation, LocalDate due, boolean gracePeriod) {
    boolean grace = gracePeriod && !inputs.governance().isOverdue(due);
    outcomes.govern(recommendation, Math.toIntExact(due.toEpochDay()), grace);
  }

  private Optional<EarlierGovernance.Settled> settled(int recommendation, Resource resource) {
    String name = inputs.table().recommendations().get(recommendation).name();
    return inputs.earlierGovernance().find(resource.id(), name);
  }

  private record Seen(Instant first, Instant changed) {}

  private Seen previous(int recommendation, ResourceId resource, AssessmentStatus status) {
    String name = inputs.table().recommendations().get(recommendation).name();
    return inputs
        .previous()
        .find(resource, name)
        .map(before ->
            new Seen(
                before.firstSeen(),
                before.status() == status ? before.statusChanged() : inputs.now()))
        .orElse(new Seen(inputs.now(), inputs.now()));
  }

  private void give(int position, Resource resource, AssessmentSink sink) {
    Recommendation recommendation = inputs.table().recommendations().get(position);
    Outcome outcome = outcomes.outcomeOf(position);
    if (!sink.wants(recommendation, outcome.status())) {
      return;
    }
    int policy = outcomes.decidedBy(position);
    Seen seen = previous(position, resource.id(), outcome.status());
    sink.accept(
        new Assessment(
            resource.id(),
            resource.type(),
            recommendation,
            outcome.status(),
            outcome.cause(),
            causeDetail(outcome, policy, resource.id()),
            seen.first(),
            seen.changed(),
            responsibility(position, resource),
            () -> evaluator.explain(resource, policies.get(policy))));
  }

  private String causeDetail(Outcome outcome, int policy, ResourceId resource) {
    return switch (outcome) {
      case EXEMPT -> inputs.exemptions().find(resource, policy).map(PolicyExemption::id).orElse("");
      case NOT_ASSESSED -> assessmentNames.get(policy).orElse("");
      case SOURCE_NOT_APPLICABLE -> leftOutBySource.get(policy).getOrDefault(resource, "");
      case UNHEALTHY, UNHEALTHY_IN_GRACE, FAILED, HEALTHY, NOT_APPLICABLE -> "";
    };
  }

  private Optional<Responsibility> responsibility(int recommendation, Resource resource) {
    int day = outcomes.dueDayOf(recommendation);
    if (day == ResourceOutcomes.NO_DUE_DAY) {
      return Optional.empty();
    }
    LocalDate due = LocalDate.ofEpochDay(day);
    boolean overdue = inputs.governance().isOverdue(due);
    return settled(recommendation, resource)
        .flatMap(EarlierGovernance.Settled::byHand)
        .map(one -> new Responsibility("", one.owner(), due, one.gracePeriod(), overdue))
        .or(() ->
            inputs
                .governance()
                .rule(recommendation, resource)
                .map(rule ->
                    new Responsibility(
                        rule.name(),
                        Governance.owner(rule, resource),
                        due,
                        rule.gracePeriod(),
                        overdue)));
  }

  ResourceStanding standing() {
    return ResourceStanding.of(subscription, outcomes);
  }

  void retract(ResourceStanding standing) {
    standing.restore(outcomes);
    tally.add(standing.subscription(), outcomes, -1);
  }

  /** Whether a resource that stands so is unhealthy for a recommendation. */
  boolean isUnhealthy(ResourceStanding standing, int recommendation) {
    standing.restore(outcomes);
    return outcomes.has(recommendation) && outcomes.outcomeOf(recommendation).isUnhealthy();
  }

  void merge(ResourceAssessor other) {
    tally.addAll(other.tally);
    samples.addAll(other.samples);
  }

  PostureTally tally() {
    return tally;
  }

  Samples samples() {
    return samples;
  }
}
