package io.merlon.policy;

import io.merlon.model.ObjectValue;
import java.util.List;

/**
 * A definition within an initiative.
 *
 * @param definitionId the definition's id
 * @param referenceId the reference's own id, unique in the initiative
 * @param parameters what the initiative passes: parameter name to {@code {"value": ...}}
 * @param groupNames the groups that it counts for
 */
public record PolicyReference(
    String definitionId, String referenceId, ObjectValue parameters, List<String> groupNames) {
  public PolicyReference {
    groupNames = List.copyOf(groupNames);
  }
}
