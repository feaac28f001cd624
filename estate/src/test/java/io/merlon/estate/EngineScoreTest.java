package io.merlon.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.estate.ExpectedScore.Control;
import io.merlon.estate.ExpectedScore.Counts;
import io.merlon.estate.ExpectedScore.Subscription;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.policy.AliasTable;
import io.merlon.policy.PolicyAssignment;
import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyPlan;
import io.merlon.posture.AssessmentSink;
import io.merlon.posture.ControlScore;
import io.merlon.posture.PostureAssessor;
import io.merlon.posture.PostureContent;
import io.merlon.posture.PostureReport;
import io.merlon.posture.RankedRecommendation;
import io.merlon.posture.SubscriptionScore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The engines against what the plan of the estate says, to the last digit. */
class EngineScoreTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final EstatePolicies POLICIES = new EstatePolicies();
  private static final PolicyPlan PLAN = plan();

  private static PolicyPlan plan() {
    PolicyLibrary.Builder library = PolicyLibrary.builder();
    POLICIES.definitions().forEach(each -> library.add(each.get("name").textOr(""), each));
    library.add("initiative", POLICIES.initiative());
    PolicyPlan plan =
        PolicyPlan.compile(
            library.build(),
            AliasTable.EMPTY,
            List.of(PolicyAssignment.ofDefaults("sample-estate")));
    assertThat(plan.problems()).isEmpty();
    return plan;
  }

  private static PostureReport assess(EstateGenerator estate) {
    PostureContent content =
        PostureContent.builder().addControls("estate", POLICIES.controls()).build();
    PostureAssessor assessor = PostureAssessor.builder(PLAN, content, NOW).build();
    List<Resource> resources = estate.resources().map(EngineScoreTest::resource).toList();
    resources.forEach(assessor::observe);
    resources.forEach(resource -> assessor.assess(resource, AssessmentSink.NONE));
    return assessor.report();
  }

  private static Resource resource(ObjectValue document) {
    return new Resource(
        ResourceId.of(document.get("id").textOr("")),
        ResourceType.of(document.get("type").textOr("")),
        document);
  }

  @Property(tries = 40)
  void theScoreIsTheExpectedOne(
      @ForAll long seed,
      @ForAll @IntRange(max = 700) int size,
      @ForAll @DoubleRange(max = 1) double share) {
    assertAgree(new EstateGenerator(seed, size, UnhealthyShares.of(share)));
  }

  @Test
  void theScoreOfTenThousandResourcesIsTheExpectedOne() {
    assertAgree(new EstateGenerator(1, 10_000, UnhealthyShares.of(0.17)));
  }

  private static void assertAgree(EstateGenerator estate) {
    ExpectedScore expected = estate.expectedScore();
    PostureReport report = assess(estate);
    assertThat(counts(report)).containsExactlyInAnyOrderEntriesOf(expected.weaknesses());
    assertControls(report.controls(), expected.controls());
    assertThat(report.score().max()).isEqualTo(expected.max());
    assertThat(report.score().percentage()).isEqualTo(expected.percentage().toDouble());
    assertThat(report.score().current()).isEqualTo(expected.current().toDouble());
    Map<String, Subscription> subscriptions = expected.subscriptions();
    assertThat(report.subscriptions().stream().map(SubscriptionScore::subscription))
        .allSatisfy(id -> assertThat(id).startsWith("/subscriptions/"));
    assertThat(report.subscriptions()).hasSameSizeAs(subscriptions.keySet());
    for (SubscriptionScore score : report.subscriptions()) {
      String id = score.subscription();
      assertThat(subscriptions).containsKey(id);
      Subscription subscription = subscriptions.getOrDefault(id, new Subscription(0, List.of()));
      assertThat(score.weight()).isEqualTo(subscription.weight());
      assertThat(score.score().percentage()).isEqualTo(subscription.percentage().toDouble());
      assertControls(score.controls(), subscription.controls());
    }
  }

  private static void assertControls(List<ControlScore> actual, List<Control> expected) {
    List<ControlScore> assessed = actual.stream().filter(ControlScore::isAssessed).toList();
    assertThat(assessed.stream().map(each -> each.control().id()))
        .isEqualTo(expected.stream().map(Control::id).toList());
    for (int i = 0; i < assessed.size(); i++) {
      ControlScore score = assessed.get(i);
      assertThat(new Counts(score.healthy(), score.unhealthy()))
          .isEqualTo(expected.get(i).counts());
      assertThat(score.current()).isEqualTo(expected.get(i).score().toDouble());
    }
  }

  private static Map<String, Counts> counts(PostureReport report) {
    Function<RankedRecommendation, String> name =
        each -> each.recommendation().definition().name().substring("estate-".length());
    return report.recommendations().stream()
        .filter(each -> each.healthy() + each.unhealthy() > 0)
        .collect(Collectors.toMap(name, each -> new Counts(each.healthy(), each.unhealthy())));
  }
}
