package io.merlon.server.arm;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.NullValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.model.Value;
import io.merlon.policy.Evidence;
import io.merlon.policy.Explanation;
import io.merlon.posture.Assessment;
import io.merlon.server.assessment.Standing;
import io.merlon.store.Database;
import io.merlon.store.Page;
import io.merlon.store.StoredAssessment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code assessments}: ours from the store, and those of others after them. */
final class AssessmentOperations {
  private static final String ASSESSMENTS = "Microsoft.Security/assessments";

  /** Begins the position of a page that holds others' assessments. */
  private static final String OTHERS = "others|";

  private final Database database;
  private final Supplier<Standing> standing;
  private final CustomAssessments others;

  AssessmentOperations(Database database, Supplier<Standing> standing, CustomAssessments others) {
    this.database = database;
    this.standing = standing;
    this.others = others;
  }

  void register(ArmOperations operations) {
    operations
        .collection("GET", ASSESSMENTS, this::list)
        .item("GET", ASSESSMENTS, this::one)
        .item("PUT", ASSESSMENTS, others::put)
        .item("DELETE", ASSESSMENTS, others::delete);
  }

  private ArmResponse list(ArmRequest request) {
    String position = request.parameter("$skiptoken").orElse("");
    int size = request.pageSize();
    List<Value> items = new ArrayList<>();
    if (!position.startsWith(OTHERS)) {
      Page<StoredAssessment> page =
          database.assessments().list(request.path().foldedScope(), position, size);
      AssessmentAnswer answers = new AssessmentAnswer(standing.get());
      page.items().forEach(one -> items.add(answers.of(one)));
      if (page.next().isPresent() || items.size() == size) {
        return ArmResponse.page(request, items, page.next().or(() -> Optional.of(OTHERS)));
      }
      position = OTHERS;
    }
    Page<ObjectValue> page =
        others.list(
            request.path().foldedScope(), position.substring(OTHERS.length()), size - items.size());
    items.addAll(page.items());
    return ArmResponse.page(request, items, page.next().map(next -> OTHERS + next));
  }

  private ArmResponse one(ArmRequest request) {
    String name = request.path().lastName();
    Optional<StoredAssessment> stored =
        database.assessments().find(request.path().foldedScope(), name);
    ObjectValue answer =
        stored
            .map(this::ours)
            .or(() -> others.find(request.path().text()))
            .orElseThrow(() -> ArmException.notFound(request.path().text()));
    return ArmResponse.ok(
        request.parameter("$expand").filter(word -> word.equalsIgnoreCase("links")).isPresent()
            ? linked(answer, request.address())
            : answer);
  }

  private ObjectValue ours(StoredAssessment found) {
    Standing now = standing.get();
    ObjectValue answer = new AssessmentAnswer(now).of(found);
    return explanation(now, found)
        .map(why -> answer.with("properties", explained(answer, why)))
        .orElse(answer);
  }

  /** Where people read about it: this server's page. */
  private static ObjectValue linked(ObjectValue answer, String address) {
    ObjectValue links = ObjectValue.builder().put("azurePortalUri", address + "/").build();
    return answer.with("properties", ((ObjectValue) answer.get("properties")).with("links", links));
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
}
