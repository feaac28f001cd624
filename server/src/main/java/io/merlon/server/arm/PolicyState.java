package io.merlon.server.arm;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.PlannedPolicy;
import io.merlon.policy.PolicyAssignment;
import io.merlon.store.StoredAssessment;

/**
 * How one resource stands to one assigned policy.
 *
 * @param resource the resource, as far as assignments look at it
 */
record PolicyState(
    PlannedPolicy policy, Resource resource, StoredAssessment assessment, PolicyCompliance state) {

  /** As {@code policyStates} shows it. */
  ObjectValue document(String context) {
    PolicyAssignment assignment = policy.assignment();
    String set = policy.initiative().map(io.merlon.policy.PolicyInitiative::id).orElse("");
    return ObjectValue.builder()
        .put("@odata.context", context)
        .put("timestamp", assessment.statusChanged().toString())
        .put("resourceId", resource.id().text())
        .put("policyAssignmentId", assignment.id())
        .put("policyDefinitionId", policy.definition().id())
        .put("isCompliant", state == PolicyCompliance.COMPLIANT)
        .put("subscriptionId", resource.id().subscription().orElse(""))
        .put("resourceType", resource.type().text())
        .put("resourceLocation", resource.document().get("location").textOr(""))
        .put("resourceGroup", resource.id().resourceGroup().orElse(""))
        .put("policyAssignmentName", lastOf(assignment.id()))
        .put("policyAssignmentScope", assignment.scope().text())
        .put("policyDefinitionName", policy.definition().name())
        .put("policyDefinitionAction", policy.effect().label())
        .put("policyDefinitionCategory", policy.definition().category())
        .put("policySetDefinitionId", set)
        .put("policySetDefinitionName", lastOf(set))
        .put("policyDefinitionReferenceId", set.isEmpty() ? "" : policy.referenceId())
        .put("complianceState", state.label())
        .put("policyDefinitionGroupNames", groups())
        .put("policyDefinitionVersion", policy.definition().version())
        .build();
  }

  private Value groups() {
    return new ArrayValue(policy.groupNames().stream().<Value>map(StringValue::new).toList());
  }

  static String lastOf(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }
}
