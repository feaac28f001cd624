package io.merlon.server.arm;

import io.merlon.model.ArrayValue;
import io.merlon.model.DecimalValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.PlannedPolicy;
import io.merlon.posture.AssessmentStatus;
import io.merlon.posture.RankedRecommendation;
import io.merlon.posture.Recommendation;
import io.merlon.server.assessment.Standing;
import io.merlon.store.AssessmentStore;
import io.merlon.store.Database;
import io.merlon.store.GovernanceStore;
import io.merlon.store.Page;
import io.merlon.store.StoredAssessment;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code recommendations}, in the order of what to do first, and the {@code resources} of one. ARM
 * has no such operations: they are Merlon's own. Below a subscription the resources are counted
 * there; rank and potential increase are always those of everything.
 */
final class RecommendationOperations {
  private static final String RECOMMENDATIONS = "Microsoft.Security/recommendations";

  private final Database database;
  private final Supplier<Standing> standing;
  private final InstantSource clock;

  RecommendationOperations(Database database, Supplier<Standing> standing, InstantSource clock) {
    this.database = database;
    this.standing = standing;
    this.clock = clock;
  }

  void register(ArmOperations operations) {
    operations
        .collection("GET", RECOMMENDATIONS, this::list)
        .item("GET", RECOMMENDATIONS, this::one)
        .collection("GET", RECOMMENDATIONS + "/resources", this::resources);
  }

  /** What is found of a recommendation in the scope that was asked for. */
  private record Found(
      Map<AssessmentStatus, Long> counts, String owner, Optional<LocalDate> due, long overdue) {
    static Found of(RankedRecommendation one) {
      return new Found(
          Map.of(
              AssessmentStatus.HEALTHY,
              one.healthy(),
              AssessmentStatus.UNHEALTHY,
              one.unhealthy(),
              AssessmentStatus.NOT_APPLICABLE,
              one.notApplicable()),
          one.owner().orElse(""),
          one.due(),
          one.overdue());
    }

    long count(AssessmentStatus status) {
      return counts.getOrDefault(status, 0L);
    }
  }

  private ArmResponse list(ArmRequest request) {
    List<Value> items = new ArrayList<>();
    if (request.subscription().isEmpty()) {
      standing
          .get()
          .report()
          .recommendations()
          .forEach(one -> items.add(show(one, Found.of(one)).build()));
      return ArmResponse.list(items);
    }
    Map<String, Found> found = below(request.path().foldedScope());
    for (RankedRecommendation one : standing.get().report().recommendations()) {
      Found here = found.get(one.recommendation().name());
      if (here != null) {
        items.add(show(one, here).build());
      }
    }
    return ArmResponse.list(items);
  }

  private Map<String, Found> below(String scope) {
    Map<String, Map<AssessmentStatus, Long>> counts = new HashMap<>();
    for (AssessmentStore.Count one : database.assessments().counts(scope)) {
      counts
          .computeIfAbsent(one.recommendation(), name -> new HashMap<>())
          .put(one.status(), one.assessments());
    }
    Map<String, GovernanceStore.Summary> governed = new HashMap<>();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    database
        .governance()
        .summaries(scope, today)
        .forEach(one -> governed.put(one.recommendation(), one));
    Map<String, Found> found = new HashMap<>();
    counts.forEach((name, byStatus) -> {
      Optional<GovernanceStore.Summary> summary = Optional.ofNullable(governed.get(name));
      found.put(
          name,
          new Found(
              byStatus,
              summary.map(GovernanceStore.Summary::owner).orElse(""),
              summary.map(GovernanceStore.Summary::due),
              summary.map(GovernanceStore.Summary::overdue).orElse(0L)));
    });
    return found;
  }

  private ArmResponse one(ArmRequest request) {
    String name = request.path().lastName();
    RankedRecommendation ranked =
        standing.get().report().recommendations().stream()
            .filter(one -> one.recommendation().name().equalsIgnoreCase(name))
            .findFirst()
            .orElseThrow(() -> ArmException.notFound(request.path().text()));
    Found found =
        request.subscription().isEmpty()
            ? Found.of(ranked)
            : below(request.path().foldedScope())
                .getOrDefault(
                    ranked.recommendation().name(), new Found(Map.of(), "", Optional.empty(), 0));
    ObjectValue answer = show(ranked, found).build();
    return ArmResponse.ok(
        answer.with(
            "properties",
            ((ObjectValue) answer.get("properties"))
                .with("policyReferences", references(ranked.recommendation()))));
  }

  /** Where the recommendation comes from: what an exemption has to name. */
  private ArrayValue references(Recommendation recommendation) {
    List<Value> references = new ArrayList<>();
    for (PlannedPolicy policy : standing.get().posture().policies()) {
      if (policy.definition().name().equalsIgnoreCase(recommendation.name())) {
        references.add(
            ObjectValue.builder()
                .put("policyAssignmentId", policy.assignment().id())
                .put("policyDefinitionReferenceId", policy.referenceId())
                .build());
      }
    }
    return new ArrayValue(references);
  }

  private ArmResponse resources(ArmRequest request) {
    String name = request.path().names().getFirst();
    Page<StoredAssessment> page =
        database
            .assessments()
            .listOf(
                name,
                request.path().foldedScope(),
                request.parameter("status").map(RecommendationOperations::status),
                request.parameter("$skiptoken").orElse(""),
                request.pageSize());
    AssessmentAnswer answers = new AssessmentAnswer(standing.get());
    return ArmResponse.page(request, page.items().stream().map(answers::of).toList(), page.next());
  }

  private static AssessmentStatus status(String text) {
    for (AssessmentStatus one : AssessmentStatus.values()) {
      if (one.code().equalsIgnoreCase(text)) {
        return one;
      }
    }
    throw ArmException.badRequest(
        "InvalidQueryParameterValue",
        "status must be Healthy, Unhealthy or NotApplicable, not '" + text + "'.");
  }

  private static ObjectValue.Builder show(RankedRecommendation ranked, Found found) {
    Recommendation one = ranked.recommendation();
    ObjectValue.Builder properties =
        ObjectValue.builder()
            .put("rank", ranked.rank())
            .put("displayName", one.displayName())
            .put("severity", AssessmentMetadata.severity(one))
            .put("description", one.content().why())
            .put("remediationSteps", texts(one.content().remediation()))
            .put("isPreview", one.definition().preview())
            .put("isCounted", one.counted())
            .put("healthyResourceCount", found.count(AssessmentStatus.HEALTHY))
            .put("unhealthyResourceCount", found.count(AssessmentStatus.UNHEALTHY))
            .put("notApplicableResourceCount", found.count(AssessmentStatus.NOT_APPLICABLE))
            .put("overdueResourceCount", found.overdue())
            .put("potentialIncrease", decimal(ranked.potentialIncrease()))
            .put("increaseAlone", decimal(ranked.increaseAlone()))
            .put("tactics", texts(one.content().tactics()))
            .put("techniques", texts(one.content().techniques()))
            .put("complianceControls", compliance(one));
    one.content()
        .quickFix()
        .ifPresent(fix ->
            properties.put(
                "quickFix",
                ObjectValue.builder().put("kind", fix.kind()).put("text", fix.text()).build()));
    one.control()
        .ifPresent(control ->
            properties.put(
                "control",
                ObjectValue.builder()
                    .put("name", control.id().toLowerCase(Locale.ROOT))
                    .put("displayName", control.displayName())
                    .build()));
    one.notEvaluable().ifPresent(why -> properties.put("notEvaluable", why));
    if (!found.owner().isEmpty()) {
      properties.put("owner", found.owner());
    }
    found.due().ifPresent(due -> properties.put("dueDate", due.toString()));
    return ObjectValue.builder()
        .put("id", "/providers/" + RECOMMENDATIONS + "/" + one.name())
        .put("name", one.name())
        .put("type", RECOMMENDATIONS)
        .put("properties", properties.build());
  }

  private static ArrayValue compliance(Recommendation one) {
    List<Value> controls = new ArrayList<>();
    one.compliance()
        .forEach(requirement ->
            controls.add(
                ObjectValue.builder()
                    .put("standard", requirement.standardName())
                    .put("control", requirement.control())
                    .build()));
    return new ArrayValue(controls);
  }

  private static ArrayValue texts(List<String> texts) {
    return new ArrayValue(texts.stream().<Value>map(StringValue::new).toList());
  }

  private static DecimalValue decimal(double number) {
    return new DecimalValue(BigDecimal.valueOf(number));
  }
}
