package io.merlon.server.arm;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.NullValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.Evidence;
import io.merlon.policy.Explanation;
import io.merlon.posture.Assessment;
import io.merlon.posture.Recommendation;
import io.merlon.server.assessment.Standing;
import io.merlon.store.Database;
import io.merlon.store.Page;
import io.merlon.store.StoredAssessment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code assessments} and {@code assessmentMetadata}. */
final class AssessmentOperations {
  private static final String ASSESSMENTS = "Microsoft.Security/assessments";
  private static final String METADATA = "Microsoft.Security/assessmentMetadata";

  private final Database database;
  private final Supplier<Standing> standing;

  private final InventoryOperations inventory;

  AssessmentOperations(
      Database database, Supplier<Standing> standing, InventoryOperations inventory) {
    this.database = database;
    this.standing = standing;
    this.inventory = inventory;
  }

  void register(ArmOperations operations) {
    operations
        .collection("GET", ASSESSMENTS, this::list)
        .item("GET", ASSESSMENTS, this::one)
        // what others assessed is inventory, which rules that look for it by name then see
        .item("PUT", ASSESSMENTS, inventory::put)
        .item("DELETE", ASSESSMENTS, inventory::delete)
        .collection("GET", METADATA, this::allMetadata)
        .item("GET", METADATA, this::oneMetadata);
  }

  private ArmResponse list(ArmRequest request) {
    Page<StoredAssessment> page =
        database
            .assessments()
            .list(
                request.path().foldedScope(),
                request.parameter("$skiptoken").orElse(""),
                request.pageSize());
    Standing now = standing.get();
    List<Value> items = new ArrayList<>();
    for (StoredAssessment one : page.items()) {
      items.add(assessment(one, now.recommendation(one.recommendation())).build());
    }
    return ArmResponse.page(request, items, page.next());
  }

  private ArmResponse one(ArmRequest request) {
    String name = request.path().lastName();
    StoredAssessment found =
        database
            .assessments()
            .find(request.path().foldedScope(), name)
            .orElseThrow(() -> ArmException.notFound(request.path().text()));
    Standing now = standing.get();
    ObjectValue answer = assessment(found, now.recommendation(name)).build();
    return ArmResponse.ok(
        explanation(now, found)
            .map(why -> answer.with("properties", explained(answer, why)))
            .orElse(answer));
  }

  /** The verdict's evidence, from the resource as it is now. */
  private Optional<Explanation> explanation(Standing now, StoredAssessment found) {
    List<Explanation> explanations = new ArrayList<>();
    database
        .resources()
        .find(ResourceId.of(found.resourceId()))
        .ifPresent(resource ->
            now.posture()
                .explain(
                    resource,
                    assessment -> {
                      if (isOf(assessment, found)) {
                        explanations.add(assessment.explanation());
                      }
                    }));
    return explanations.stream().findFirst();
  }

  private static boolean isOf(Assessment assessment, StoredAssessment found) {
    return assessment.recommendation().name().equalsIgnoreCase(found.recommendation());
  }

  /** The API knows texts only in additional data, so the evidence is JSON in one of them. */
  private static ObjectValue explained(ObjectValue answer, Explanation why) {
    List<Value> evidence = new ArrayList<>();
    for (Evidence one : why.evidence()) {
      ObjectValue.Builder item =
          ObjectValue.builder()
              .put("field", one.field())
              .put("actual", one.actual().isAbsent() ? NullValue.NULL : one.actual())
              .put("operator", one.operator())
              .put("expected", one.expected().isAbsent() ? NullValue.NULL : one.expected())
              .put("held", one.held());
      one.related().ifPresent(related -> item.put("related", related.text()));
      evidence.add(item.build());
    }
    return ((ObjectValue) answer.get("properties"))
        .with(
            "additionalData",
            ObjectValue.builder()
                .put("effect", why.effect())
                .put("evidence", Json.write(new ArrayValue(evidence)))
                .build());
  }

  static ObjectValue.Builder assessment(
      StoredAssessment one, Optional<Recommendation> recommendation) {
    ObjectValue.Builder status =
        ObjectValue.builder()
            .put("code", one.status().code())
            .put("firstEvaluationDate", one.firstSeen().toString())
            .put("statusChangeDate", one.statusChanged().toString());
    if (!one.cause().code().isEmpty()) {
      status.put("cause", one.cause().code());
    }
    if (!one.causeDetail().isEmpty()) {
      status.put("description", one.causeDetail());
    }
    ObjectValue.Builder properties =
        ObjectValue.builder()
            .put(
                "resourceDetails",
                ObjectValue.builder().put("source", "Azure").put("id", one.resourceId()).build())
            .put(
                "displayName",
                recommendation.map(Recommendation::displayName).orElse(one.recommendation()))
            .put("status", status.build());
    recommendation.ifPresent(known -> properties.put("metadata", metadata(known)));
    return ObjectValue.builder()
        .put("id", one.resourceId() + "/providers/" + ASSESSMENTS + "/" + one.recommendation())
        .put("name", one.recommendation())
        .put("type", ASSESSMENTS)
        .put("properties", properties.build());
  }

  static String metadataId(Recommendation recommendation) {
    return "/providers/" + METADATA + "/" + recommendation.name();
  }

  private ArmResponse allMetadata(ArmRequest request) {
    return ArmResponse.list(
        standing.get().recommendations().values().stream()
            .sorted(Comparator.comparing(Recommendation::name))
            .map(AssessmentOperations::metadataResource)
            .toList());
  }

  private ArmResponse oneMetadata(ArmRequest request) {
    return standing
        .get()
        .recommendation(request.path().lastName())
        .map(found -> ArmResponse.ok(metadataResource(found)))
        .orElseThrow(() -> ArmException.notFound(request.path().text()));
  }

  private static ObjectValue metadataResource(Recommendation recommendation) {
    return ObjectValue.builder()
        .put("id", metadataId(recommendation))
        .put("name", recommendation.name())
        .put("type", METADATA)
        .put("properties", metadata(recommendation))
        .build();
  }

  private static ObjectValue metadata(Recommendation recommendation) {
    boolean builtIn = recommendation.definition().policyType().equalsIgnoreCase("BuiltIn");
    List<Value> tactics = new ArrayList<>();
    recommendation.content().tactics().forEach(one -> tactics.add(new StringValue(one)));
    List<Value> techniques = new ArrayList<>();
    recommendation.content().techniques().forEach(one -> techniques.add(new StringValue(one)));
    return ObjectValue.builder()
        .put("displayName", recommendation.displayName())
        .put("policyDefinitionId", recommendation.definition().id())
        .put("description", recommendation.content().why())
        .put("remediationDescription", String.join("\n", recommendation.content().remediation()))
        .put("severity", severity(recommendation))
        .put("preview", recommendation.definition().preview())
        .put("assessmentType", builtIn ? "BuiltIn" : "CustomPolicy")
        .put("tactics", new ArrayValue(tactics))
        .put("techniques", new ArrayValue(techniques))
        .build();
  }

  /** The API knows three severities and writes them with a capital. */
  static String severity(Recommendation recommendation) {
    String label = recommendation.severity().label().toLowerCase(Locale.ROOT);
    return switch (label) {
      case "critical", "high" -> "High";
      case "medium" -> "Medium";
      default -> "Low";
    };
  }
}
