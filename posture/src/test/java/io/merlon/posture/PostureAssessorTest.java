package io.merlon.posture;

import static io.merlon.posture.House.NOW;
import static io.merlon.posture.House.run;
import static io.merlon.posture.House.site;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.Severity;
import io.merlon.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PostureAssessorTest {
  private static final Resource GOOD = site("good", "{\"tls\": \"on\", \"log\": \"on\"}");
  private static final Resource BAD = site("bad", "{\"tls\": \"off\", \"log\": \"on\"}");
  private static final Resource WORST = site("worst", "{\"tls\": \"off\", \"log\": \"off\"}");

  @Test
  void everyFigureComesFromTheResources() {
    PostureAssessor assessor = twoRules().build();
    List<Assessment> assessments = run(assessor, GOOD, BAD, WORST);
    PostureReport report = assessor.report();

    assertThat(assessments)
        .extracting(
            one -> one.resource().lastSegment() + " " + one.recommendation().name(),
            Assessment::status)
        .containsExactly(
            tuple("good tls", AssessmentStatus.HEALTHY),
            tuple("good log", AssessmentStatus.HEALTHY),
            tuple("bad tls", AssessmentStatus.UNHEALTHY),
            tuple("bad log", AssessmentStatus.HEALTHY),
            tuple("worst tls", AssessmentStatus.UNHEALTHY),
            tuple("worst log", AssessmentStatus.UNHEALTHY));
    assertThat(report.resources()).isEqualTo(3);
    assertThat(report.counts()).isEqualTo(new AssessmentCounts(3, 3, 0, 0, 0, 0));
    // a: 1 of 3 healthy; b: 2 of 3: (10/3 + 16/3) of 18
    assertThat(report.score()).isEqualTo(new Score(26.0 / 3, 18, 2600.0 / 54));
    assertThat(report.subscriptions())
        .singleElement()
        .satisfies(one -> assertThat(one.subscription()).isEqualTo("/subscriptions/s1"))
        .satisfies(one -> assertThat(one.weight()).isEqualTo(3));
    RankedRecommendation first = report.recommendations().getFirst();
    assertThat(first.recommendation().name()).isEqualTo("tls");
    assertThat(first.sample()).containsExactly(BAD.id(), WORST.id());
    assertThat(report.ifFixed(Set.of("tls", "log")).score()).isEqualTo(new Score(18, 18, 100));
  }

  @Test
  void evidenceComesWhenAskedFor() {
    List<Assessment> assessments = run(twoRules().build(), BAD);
    assertThat(assessments.getFirst().explanation().verdict()).isEqualTo(Verdict.NON_COMPLIANT);
    assertThat(assessments.getFirst().explanation().evidence()).isNotEmpty();
  }

  @Test
  void whereTwoAssignmentsDifferUnhealthyWinsAndItCountsOnce() {
    House house =
        new House()
            .siteRule("tls", "tls")
            .assign("strict", House.DEFINITIONS + "tls", "{\"wanted\": {\"value\": \"on\"}}")
            .assign("lax", House.DEFINITIONS + "tls", "{\"wanted\": {\"value\": \"off\"}}");
    PostureAssessor assessor =
        PostureAssessor.builder(house.plan(), House.content("tls:a"), NOW).build();
    List<Assessment> assessments = run(assessor, GOOD, BAD);

    assertThat(assessments)
        .extracting(Assessment::status)
        .containsExactly(AssessmentStatus.UNHEALTHY, AssessmentStatus.UNHEALTHY);
    assertThat(assessments)
        .extracting(one -> one.explanation().verdict())
        .containsOnly(Verdict.NON_COMPLIANT);
    assertThat(assessor.report().controls().getFirst().unhealthy()).isEqualTo(2);
    assertThat(assessor.recommendations()).hasSize(1);
  }

  @Test
  void anExemptResourceIsNotApplicableUntilTheInstantOfExpiry() {
    String expiry = "2026-03-10T12:00:00Z";
    var exemption = House.exemption("e", BAD.id().text(), "tls", expiry);
    House house = new House().siteRule("tls", "tls").assign("tls");

    Instant before = NOW.minusNanos(1);
    PostureAssessor then =
        PostureAssessor.builder(house.plan(), House.content("tls:a"), before)
            .exemptions(List.of(exemption))
            .build();
    Assessment exempt = run(then, BAD, GOOD).getFirst();
    assertThat(exempt.status()).isEqualTo(AssessmentStatus.NOT_APPLICABLE);
    assertThat(exempt.cause()).isEqualTo(AssessmentCause.EXEMPT);
    assertThat(exempt.causeDetail()).isEqualTo(exemption.id());
    assertThat(then.report().score().percentage()).isEqualTo(100);
    assertThat(then.report().counts().exempt()).isEqualTo(1);

    PostureAssessor expired =
        PostureAssessor.builder(house.plan(), House.content("tls:a"), NOW)
            .exemptions(List.of(exemption))
            .build();
    assertThat(run(expired, BAD, GOOD).getFirst().status()).isEqualTo(AssessmentStatus.UNHEALTHY);
    assertThat(expired.report().score().percentage()).isEqualTo(50);
  }

  @Test
  void anExemptionOfAGroupCoversWhatIsInItAndNothingBeside() {
    House house = new House().siteRule("tls", "tls").assign("tls");
    var exemption =
        House.exemption(
            "e", House.SUBSCRIPTION + "/resourceGroups/G", "tls", "2027-01-01T00:00:00Z");
    Resource beside =
        new Resource(
            ResourceId.of(BAD.id().text().replace("/g/", "/g2/")), BAD.type(), BAD.document());
    PostureAssessor assessor =
        PostureAssessor.builder(house.plan(), House.content("tls:a"), NOW)
            .exemptions(List.of(exemption))
            .build();
    assertThat(run(assessor, BAD, beside))
        .extracting(Assessment::cause)
        .containsExactly(AssessmentCause.EXEMPT, AssessmentCause.NONE);
  }

  @Test
  void previewAndWhatIsInNoControlAreAssessedButNeverCount() {
    String rule =
        """
        {"if": {"allOf": [{"field": "type", "equals": "Test.App/sites"},
            {"field": "Test.App/sites/tls", "notEquals": "on"}]}, "then": {"effect": "audit"}}
        """;
    House house =
        new House()
            .definition("previewed", "{\"preview\": true}", rule)
            .definition("loose", "{}", rule)
            .siteRule("log", "log")
            .assign("previewed")
            .assign("loose")
            .assign("log");
    PostureAssessor assessor =
        PostureAssessor.builder(house.plan(), House.content("previewed:a", "log:a"), NOW).build();
    run(assessor, BAD);
    assertThat(assessor.report().score()).isEqualTo(new Score(10, 10, 100));
    assertThat(assessor.report().counts()).isEqualTo(new AssessmentCounts(1, 2, 0, 0, 0, 0));
    assertThat(assessor.report().recommendations())
        .filteredOn(one -> one.unhealthy() > 0)
        .allMatch(one -> !one.recommendation().counted() && one.potentialIncrease() == 0);
  }

  @Test
  void firstSeenStaysAndTheStatusChangeIsRemembered() {
    Instant first = NOW.minus(Duration.ofDays(30));
    Instant changed = NOW.minus(Duration.ofDays(3));
    PreviousAssessments previous =
        (resource, name) ->
            resource.equals(BAD.id())
                ? Optional.of(
                    new PreviousAssessments.Previous(AssessmentStatus.UNHEALTHY, first, changed))
                : Optional.empty();
    List<Assessment> assessments = run(twoRules().previous(previous).build(), BAD, GOOD);
    assertThat(assessments)
        .extracting(Assessment::firstSeen)
        .containsExactly(first, first, NOW, NOW);
    // still unhealthy for tls; for log it turned healthy just now
    assertThat(assessments)
        .extracting(Assessment::statusChanged)
        .containsExactly(changed, NOW, NOW, NOW);
  }

  @Test
  void aGovernanceRuleNamesOwnerAndDueDateAndItsGracePeriodKeepsItOutOfTheScore() {
    GovernanceRule rule =
        new GovernanceRule(
            "high in a week",
            ResourceId.of("/"),
            List.of(),
            Set.of(Severity.HIGH),
            Set.of(),
            "web@example.org",
            Optional.of("owner"),
            Duration.ofDays(7),
            true);
    PreviousAssessments tenDaysAgo =
        (resource, name) ->
            resource.equals(WORST.id())
                ? Optional.of(
                    new PreviousAssessments.Previous(
                        AssessmentStatus.UNHEALTHY,
                        NOW.minus(Duration.ofDays(10)),
                        NOW.minus(Duration.ofDays(10))))
                : Optional.empty();
    House house = new House().siteRule("tls", "tls").assign("tls");
    PostureAssessor assessor =
        PostureAssessor.builder(house.plan(), House.content("tls:a"), NOW)
            .governance(List.of(rule))
            .previous(tenDaysAgo)
            .build();
    List<Assessment> assessments = run(assessor, GOOD, BAD, WORST);

    assertThat(assessments.get(1).cause()).isEqualTo(AssessmentCause.GRACE_PERIOD);
    assertThat(assessments.get(1).due()).contains(LocalDate.parse("2026-03-17"));
    assertThat(assessments.get(1).owner()).contains("web@example.org");
    assertThat(assessments.get(1).isOverdue()).isFalse();
    assertThat(assessments.get(2).due()).contains(LocalDate.parse("2026-03-07"));
    assertThat(assessments.get(2).isOverdue()).isTrue();
    PostureReport report = assessor.report();
    assertThat(report.score()).isEqualTo(new Score(5, 10, 50));
    RankedRecommendation tls = report.recommendations().getFirst();
    assertThat(tls.unhealthy()).isEqualTo(2);
    assertThat(tls.inGracePeriod()).isEqualTo(1);
    assertThat(tls.overdue()).isEqualTo(1);
    assertThat(tls.due()).contains(LocalDate.parse("2026-03-07"));
    assertThat(tls.owner()).contains("web@example.org");
  }

  @Test
  void aDueDateStaysAndWhatAPersonSettledGoesBeforeTheRules() {
    GovernanceRule rule = inDays(7, List.of());
    GovernanceAssignment byHand =
        new GovernanceAssignment("ann@example.org", LocalDate.parse("2026-03-01"), false);
    EarlierGovernance settled =
        (resource, name) ->
            Optional.of(
                new EarlierGovernance.Settled(
                    NOW.minus(Duration.ofDays(3)),
                    resource.equals(WORST.id()) ? Optional.of(byHand) : Optional.empty()));
    List<Assessment> assessments =
        run(governed(rule).earlierGovernance(settled).build(), BAD, WORST);

    assertThat(assessments.get(0).responsibility())
        .contains(
            new Responsibility(
                rule.name(), "web@example.org", LocalDate.parse("2026-03-14"), false, false));
    assertThat(assessments.get(1).responsibility())
        .contains(
            new Responsibility("", "ann@example.org", LocalDate.parse("2026-03-01"), false, true));
  }

  @Test
  void anExcludedScopeIsNotGoverned() {
    List<Assessment> assessments = run(governed(inDays(7, List.of(BAD.id()))).build(), BAD, WORST);
    assertThat(assessments)
        .extracting(one -> one.responsibility().isPresent())
        .containsExactly(false, true);
  }

  private static GovernanceRule inDays(int days, List<ResourceId> excluded) {
    return new GovernanceRule(
        "soon",
        ResourceId.of("/"),
        excluded,
        Set.of(),
        Set.of(),
        "web@example.org",
        Optional.empty(),
        Duration.ofDays(days),
        false);
  }

  private static PostureAssessor.Builder governed(GovernanceRule rule) {
    House house = new House().siteRule("tls", "tls").assign("tls");
    return PostureAssessor.builder(house.plan(), House.content("tls:a"), NOW)
        .governance(List.of(rule));
  }

  @Test
  void aChangedResourceIsTakenOutAndAssessedAnew() {
    PostureAssessor assessor = twoRules().build();
    run(assessor, GOOD, BAD);
    ResourceStanding standing = assessor.standing();
    assessor.retract(standing);
    assessor.assess(site("bad", "{\"tls\": \"on\", \"log\": \"off\"}"), AssessmentSink.NONE);

    PostureAssessor fresh = twoRules().build();
    run(fresh, GOOD, site("bad", "{\"tls\": \"on\", \"log\": \"off\"}"));
    assertSameFigures(assessor.report(), fresh.report());
  }

  @Test
  void partnersThatShareTheWorkComeToTheSameFigures() {
    PostureAssessor one = twoRules().build();
    List.of(GOOD, BAD, WORST).forEach(one::observe);
    PostureAssessor other = one.partner();
    one.assess(GOOD, AssessmentSink.NONE);
    other.assess(BAD, AssessmentSink.NONE);
    other.assess(WORST, AssessmentSink.NONE);
    one.merge(other);

    PostureAssessor alone = twoRules().build();
    run(alone, GOOD, BAD, WORST);
    assertSameFigures(one.report(), alone.report());
    assertThat(one.report().recommendations().getFirst().sample())
        .containsExactly(BAD.id(), WORST.id());
  }

  @Test
  void whatNobodyWantsIsCountedAndNotGiven() {
    PostureAssessor assessor = twoRules().build();
    List<Assessment> given = new ArrayList<>();
    AssessmentSink unhealthyOnly =
        new AssessmentSink() {
          @Override
          public boolean wants(Recommendation recommendation, AssessmentStatus status) {
            return status == AssessmentStatus.UNHEALTHY;
          }

          @Override
          public void accept(Assessment assessment) {
            given.add(assessment);
          }
        };
    assessor.assess(BAD, unhealthyOnly);
    assertThat(given).hasSize(1);
    assertThat(assessor.report().counts().healthy()).isEqualTo(1);
  }

  @Test
  void recommendationsAreRankedByIncreaseThenSeverityThenReach() {
    House house = new House();
    for (String name : List.of("gain", "severe", "wide", "narrow", "none")) {
      house.siteRule(name, name).assign(name);
    }
    PostureContent content =
        House.content(
            "gain:b:Low", "severe:best:High", "wide:best:Low", "narrow:best:Low", "none:best:High");
    PostureAssessor assessor = PostureAssessor.builder(house.plan(), content, NOW).build();
    run(
        assessor,
        site("x", "{\"gain\": \"off\", \"wide\": \"off\", \"narrow\": \"off\", \"none\": \"on\"}"),
        site("y", "{\"severe\": \"off\", \"wide\": \"off\", \"none\": \"on\"}"));
    assertThat(assessor.report().recommendations())
        .extracting(one -> one.rank() + " " + one.recommendation().name())
        .containsExactly("1 gain", "2 severe", "3 wide", "4 narrow", "5 none");
  }

  @Test
  void aRuleThatIsSwitchedOffSaysSo() {
    House house =
        new House()
            .siteRule("tls", "tls")
            .assign("off", House.DEFINITIONS + "tls", "{\"effect\": {\"value\": \"Disabled\"}}");
    PostureAssessor assessor =
        PostureAssessor.builder(house.plan(), House.content("tls:a"), NOW).build();
    assertThat(run(assessor, BAD)).isEmpty();
    assertThat(assessor.recommendations().getFirst().notEvaluable()).contains("OffByPolicy");
  }

  @Test
  void observingAfterTheSecondPassHasBegunIsRefused() {
    PostureAssessor assessor = twoRules().build();
    assessor.assess(GOOD, AssessmentSink.NONE);
    assertThatThrownBy(() -> assessor.observe(BAD))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(BAD.id().text());
  }

  private static PostureAssessor.Builder twoRules() {
    House house =
        new House().siteRule("tls", "tls").siteRule("log", "log").assign("tls").assign("log");
    return PostureAssessor.builder(house.plan(), House.content("tls:a", "log:b"), NOW);
  }

  private static void assertSameFigures(PostureReport one, PostureReport other) {
    assertThat(one.score()).isEqualTo(other.score());
    assertThat(one.counts()).isEqualTo(other.counts());
    assertThat(one.resources()).isEqualTo(other.resources());
    assertThat(one.controls()).isEqualTo(other.controls());
    assertThat(one.subscriptions()).isEqualTo(other.subscriptions());
  }
}
