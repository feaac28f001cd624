package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.store.Page;
import io.merlon.store.StoredSubAssessment;
import io.merlon.store.SubAssessmentStore;
import java.util.List;

/** {@code subAssessments}: the findings below assessments, such as each vulnerability. */
final class SubAssessmentOperations {
  private static final String TYPE = "Microsoft.Security/subAssessments";
  private static final String OF_ASSESSMENT = "Microsoft.Security/assessments/subAssessments";

  private final SubAssessmentStore store;

  SubAssessmentOperations(SubAssessmentStore store) {
    this.store = store;
  }

  void register(ArmOperations operations) {
    operations
        .collection("GET", TYPE, request -> list(request, ""))
        .collection(
            "GET", OF_ASSESSMENT, request -> list(request, request.path().names().getFirst()))
        .item("GET", OF_ASSESSMENT, this::one);
  }

  private ArmResponse list(ArmRequest request, String assessment) {
    Page<StoredSubAssessment> page =
        store.list(
            request.path().foldedScope(),
            assessment,
            request.parameter("$skiptoken").orElse(""),
            request.pageSize());
    List<? extends Value> items =
        page.items().stream().map(SubAssessmentOperations::resource).toList();
    return ArmResponse.page(request, items, page.next());
  }

  private ArmResponse one(ArmRequest request) {
    return store
        .find(
            request.path().foldedScope(),
            request.path().names().getFirst(),
            request.path().lastName())
        .map(found -> ArmResponse.ok(resource(found)))
        .orElseThrow(() -> ArmException.notFound(request.path().text()));
  }

  private static ObjectValue resource(StoredSubAssessment one) {
    ObjectValue details =
        ObjectValue.builder().put("source", "Azure").put("id", one.resourceId()).build();
    ObjectValue properties = one.finding().properties();
    return ArmResponse.resource(
        one.resourceId()
            + "/providers/Microsoft.Security/assessments/"
            + one.assessment()
            + "/subAssessments/"
            + one.finding().name(),
        one.finding().name(),
        OF_ASSESSMENT,
        properties.get("resourceDetails").isAbsent()
            ? properties.with("resourceDetails", details)
            : properties);
  }
}
