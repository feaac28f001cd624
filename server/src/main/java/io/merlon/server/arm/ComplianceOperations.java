package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import io.merlon.posture.ComplianceAssessment;
import io.merlon.posture.ComplianceState;
import io.merlon.posture.ControlCompliance;
import io.merlon.posture.StandardCompliance;
import io.merlon.server.assessment.Standing;
import java.util.List;
import java.util.function.Supplier;

/** {@code regulatoryComplianceStandards} with their controls and assessments, by subscription. */
final class ComplianceOperations {
  private static final String STANDARDS = "Microsoft.Security/regulatoryComplianceStandards";
  private static final String CONTROLS = STANDARDS + "/regulatoryComplianceControls";
  private static final String ASSESSMENTS = CONTROLS + "/regulatoryComplianceAssessments";

  private final Supplier<Standing> standing;

  ComplianceOperations(Supplier<Standing> standing) {
    this.standing = standing;
  }

  void register(ArmOperations operations) {
    operations
        .collection(
            "GET",
            STANDARDS,
            request ->
                ListQuery.list(
                    request,
                    standards(request).stream().map(one -> standard(request, one)).toList()))
        .item("GET", STANDARDS, request -> ArmResponse.ok(standard(request, standardOf(request))))
        .collection(
            "GET",
            CONTROLS,
            request ->
                ListQuery.list(
                    request,
                    standardOf(request).controls().stream()
                        .map(one -> control(request, one))
                        .toList()))
        .item("GET", CONTROLS, request -> ArmResponse.ok(control(request, controlOf(request))))
        .collection(
            "GET",
            ASSESSMENTS,
            request ->
                ListQuery.list(
                    request,
                    controlOf(request).assessments().stream()
                        .map(one -> assessment(request, one))
                        .toList()))
        .item("GET", ASSESSMENTS, this::oneAssessment);
  }

  static String name(StandardCompliance standard) {
    return standard.initiative().displayName().strip().replaceAll("[^A-Za-z0-9.]+", "-");
  }

  private List<StandardCompliance> standards(ArmRequest request) {
    return standing.get().posture().standards("/subscriptions/" + request.subscription());
  }

  private StandardCompliance standardOf(ArmRequest request) {
    String wanted = request.path().names().getFirst();
    return standards(request).stream()
        .filter(one -> name(one).equalsIgnoreCase(wanted))
        .findFirst()
        .orElseThrow(() -> ArmException.notFound(request.path().text()));
  }

  private ControlCompliance controlOf(ArmRequest request) {
    List<String> names = request.path().names();
    String wanted = names.size() > 1 ? names.get(1) : "";
    return standardOf(request).controls().stream()
        .filter(one -> one.group().name().equalsIgnoreCase(wanted))
        .findFirst()
        .orElseThrow(() -> ArmException.notFound(request.path().text()));
  }

  private ArmResponse oneAssessment(ArmRequest request) {
    return controlOf(request).assessments().stream()
        .filter(one -> one.recommendation().name().equalsIgnoreCase(request.path().lastName()))
        .findFirst()
        .map(one -> ArmResponse.ok(assessment(request, one)))
        .orElseThrow(() -> ArmException.notFound(request.path().text()));
  }

  private static String base(ArmRequest request) {
    return "/subscriptions/" + request.subscription() + "/providers/" + STANDARDS + "/";
  }

  private static ObjectValue standard(ArmRequest request, StandardCompliance one) {
    ComplianceState state =
        one.failed() > 0
            ? ComplianceState.FAILED
            : one.passed() > 0 ? ComplianceState.PASSED : ComplianceState.SKIPPED;
    return ArmResponse.resource(
        base(request) + name(one),
        name(one),
        STANDARDS,
        ObjectValue.builder()
            .put("state", state.label())
            .put("passedControls", one.passed())
            .put("failedControls", one.failed())
            .put("skippedControls", one.skipped())
            .put("unsupportedControls", one.manual())
            .build());
  }

  /** The API has no word for what waits for people: it is unsupported there. */
  private static String state(ComplianceState state) {
    return state == ComplianceState.MANUAL ? "Unsupported" : state.label();
  }

  private static ObjectValue control(ArmRequest request, ControlCompliance one) {
    String name = one.group().name();
    return ArmResponse.resource(
        base(request) + request.path().names().getFirst() + "/regulatoryComplianceControls/" + name,
        name,
        CONTROLS,
        ObjectValue.builder()
            .put(
                "description",
                one.group().displayName().isEmpty() ? name : one.group().displayName())
            .put("state", state(one.state()))
            .put("passedAssessments", one.passed())
            .put("failedAssessments", one.failed())
            .put("skippedAssessments", one.skipped() + one.manual())
            .build());
  }

  private static ObjectValue assessment(ArmRequest request, ComplianceAssessment one) {
    String name = one.recommendation().name();
    List<String> names = request.path().names();
    return ArmResponse.resource(
        base(request)
            + names.getFirst()
            + "/regulatoryComplianceControls/"
            + names.get(1)
            + "/regulatoryComplianceAssessments/"
            + name,
        name,
        ASSESSMENTS,
        ObjectValue.builder()
            .put("description", one.recommendation().displayName())
            .put("assessmentType", "Assessment")
            .put("assessmentDetailsLink", AssessmentMetadata.id(one.recommendation()))
            .put("state", state(one.state()))
            .put("passedResources", one.passedResources())
            .put("failedResources", one.failedResources())
            .put("skippedResources", one.skippedResources())
            .put("unsupportedResources", 0)
            .build());
  }
}
