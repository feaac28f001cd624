package io.merlon.server.arm;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.posture.Recommendation;
import io.merlon.server.assessment.Standing;
import io.merlon.store.DocumentStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code assessmentMetadata}: what recommendations say, and in a subscription what users say of
 * assessments that they make themselves.
 */
final class AssessmentMetadata {
  private static final String TYPE = "Microsoft.Security/assessmentMetadata";

  private final Supplier<Standing> standing;
  private final DocumentHome custom;
  private final DocumentOperations written;

  AssessmentMetadata(DocumentStore documents, Supplier<Standing> standing, InstantSource clock) {
    this.standing = standing;
    this.custom = DocumentHome.documents(TYPE, documents, nobodyElse -> {});
    BodySchema schema = BodySchema.of("assessment-metadata");
    DocumentType type =
        DocumentType.of(
                TYPE,
                DocumentType.SUBSCRIPTION,
                document -> {
                  refuseBuiltIn(document.get("name").textOr(""));
                  schema.check(document);
                })
            .answering(200, 200, 200);
    this.written = new DocumentOperations(type, custom, clock);
  }

  void register(ArmOperations operations) {
    written.register(operations);
    operations.collection("GET", TYPE, this::list).item("GET", TYPE, this::one);
  }

  private void refuseBuiltIn(String name) {
    if (standing.get().recommendation(name).isPresent()) {
      throw new ArmException(
          409, "Conflict", "'" + name + "' is a recommendation of Merlon's: take another name.");
    }
  }

  private ArmResponse list(ArmRequest request) {
    List<ObjectValue> all = new ArrayList<>();
    standing.get().recommendations().values().stream()
        .sorted(Comparator.comparing(Recommendation::name))
        .forEach(one -> all.add(builtIn(request.path().scope(), one)));
    if (!request.subscription().isEmpty()) {
      all.addAll(custom.list(request.path().foldedScope()));
    }
    return ArmResponse.list(all);
  }

  private ArmResponse one(ArmRequest request) {
    return standing
        .get()
        .recommendation(request.path().lastName())
        .map(found -> builtIn(request.path().scope(), found))
        .or(() -> custom.find(ResourceId.of(request.path().text())))
        .map(ArmResponse::ok)
        .orElseThrow(() -> ArmException.notFound(request.path().text()));
  }

  /** Where a user writes about assessments of this name in the subscription. */
  static ResourceId customId(String subscription, String name) {
    return ResourceId.of("/subscriptions/" + subscription + "/providers/" + TYPE + "/" + name);
  }

  /** What a user says there. */
  Optional<ObjectValue> custom(ResourceId id) {
    return custom.find(id).map(found -> (ObjectValue) found.get("properties"));
  }

  static String id(Recommendation recommendation) {
    return id("", recommendation);
  }

  private static String id(String scope, Recommendation recommendation) {
    return scope + "/providers/" + TYPE + "/" + recommendation.name();
  }

  private static ObjectValue builtIn(String scope, Recommendation recommendation) {
    return ArmResponse.resource(
        id(scope, recommendation), recommendation.name(), TYPE, properties(recommendation));
  }

  static ObjectValue properties(Recommendation recommendation) {
    boolean builtIn = recommendation.definition().policyType().equalsIgnoreCase("BuiltIn");
    return ObjectValue.builder()
        .put("displayName", recommendation.displayName())
        .put("policyDefinitionId", recommendation.definition().id())
        .put("description", recommendation.content().why())
        .put("remediationDescription", String.join("\n", recommendation.content().remediation()))
        .put("severity", severity(recommendation))
        .put("preview", recommendation.definition().preview())
        .put("assessmentType", builtIn ? "BuiltIn" : "CustomPolicy")
        .put("tactics", texts(recommendation.content().tactics()))
        .put("techniques", texts(recommendation.content().techniques()))
        .build();
  }

  private static Value texts(List<String> texts) {
    return new ArrayValue(texts.stream().<Value>map(StringValue::new).toList());
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
