package io.merlon.posture;

import io.merlon.model.ResourceId;
import io.merlon.policy.PlannedPolicy;
import io.merlon.policy.PolicyExemption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which exemption, of those that have not expired, covers a resource for a policy. Found by the
 * scopes that a resource lies in, so that many exemptions cost no more than few.
 */
final class ExemptionIndex {
  private static final String MANAGEMENT_GROUP =
      "/providers/microsoft.management/managementgroups/";

  private record Entry(PolicyExemption exemption, BitSet policies) {}

  private final Map<String, List<Entry>> byScope = new HashMap<>();

  ExemptionIndex(List<PolicyExemption> exemptions, List<PlannedPolicy> policies, Instant now) {
    for (PolicyExemption exemption : exemptions) {
      if (!exemption.active(now)) {
        continue;
      }
      BitSet covered = new BitSet();
      for (PlannedPolicy policy : policies) {
        if (isFor(exemption, policy)) {
          covered.set(policy.index());
        }
      }
      if (!covered.isEmpty()) {
        byScope
            .computeIfAbsent(key(exemption.scope()), scope -> new ArrayList<>())
            .add(new Entry(exemption, covered));
      }
    }
  }

  /** Whether the assignment and the reference fit; the scope is looked at for each resource. */
  private static boolean isFor(PolicyExemption exemption, PlannedPolicy policy) {
    return (exemption.assignmentId().isEmpty()
            || exemption.assignmentId().equalsIgnoreCase(policy.assignment().id()))
        && (exemption.referenceIds().isEmpty()
            || exemption.referenceIds().stream().anyMatch(policy.referenceId()::equalsIgnoreCase));
  }

  /** What a management group holds cannot be seen from ids: the inventory given is in it. */
  private static String key(ResourceId scope) {
    return scope.folded().startsWith(MANAGEMENT_GROUP) ? "/" : scope.folded();
  }

  boolean isEmpty() {
    return byScope.isEmpty();
  }

  /** The exemption of the widest scope that covers this resource for this policy. */
  Optional<PolicyExemption> find(ResourceId resource, int policy) {
    if (byScope.isEmpty()) {
      return Optional.empty();
    }
    Optional<PolicyExemption> found = at("/", policy);
    String id = resource.folded();
    for (int end = id.indexOf('/', 1); found.isEmpty() && end > 0; end = id.indexOf('/', end + 1)) {
      found = at(id.substring(0, end), policy);
    }
    return found.isPresent() ? found : at(id, policy);
  }

  private Optional<PolicyExemption> at(String scope, int policy) {
    for (Entry entry : byScope.getOrDefault(scope, List.of())) {
      if (entry.policies.get(policy)) {
        return Optional.of(entry.exemption);
      }
    }
    return Optional.empty();
  }
}
