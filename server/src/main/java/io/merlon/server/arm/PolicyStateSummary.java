package io.merlon.server.arm;

import io.merlon.model.ArrayValue;
import io.merlon.model.NullValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.PlannedPolicy;
import io.merlon.policy.PolicyInitiative;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Counts policy states that come resource by resource. A resource counts once for each policy, each
 * assignment and the whole, with its first state in the order of {@link PolicyCompliance}.
 */
final class PolicyStateSummary {
  private final Map<PlannedPolicy, Tally> policies = new LinkedHashMap<>();
  private final Map<String, Tally> assignments = new LinkedHashMap<>();
  private final Tally whole = new Tally();

  /** Resources by state, the latest of them still open. */
  private static final class Tally {
    private final Map<PolicyCompliance, Long> counts = new EnumMap<>(PolicyCompliance.class);
    private Optional<Resource> open = Optional.empty();
    private PolicyCompliance state = PolicyCompliance.UNKNOWN;

    void add(PolicyState one) {
      if (open.isPresent() && open.get().id().equals(one.resource().id())) {
        state = first(state, one.state());
      } else {
        close();
        open = Optional.of(one.resource());
        state = one.state();
      }
    }

    void close() {
      open.ifPresent(resource -> counts.merge(state, 1L, Long::sum));
      open = Optional.empty();
    }

    long nonCompliant() {
      return counts.getOrDefault(PolicyCompliance.NON_COMPLIANT, 0L);
    }

    /** Its own state: the first of its resources'. */
    PolicyCompliance rolledUp() {
      return counts.keySet().iterator().next();
    }
  }

  private static PolicyCompliance first(PolicyCompliance one, PolicyCompliance other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  void add(PolicyState one) {
    policies.computeIfAbsent(one.policy(), policy -> new Tally()).add(one);
    assignments.computeIfAbsent(one.policy().assignment().id(), assignment -> new Tally()).add(one);
    whole.add(one);
  }

  /**
   * The summary.
   *
   * @param queryUri where the states themselves are
   * @param top how many assignments at most
   */
  ObjectValue body(String context, String queryUri, int top) {
    policies.values().forEach(Tally::close);
    assignments.values().forEach(Tally::close);
    whole.close();
    List<Value> shown = new ArrayList<>();
    assignments.entrySet().stream()
        .sorted((one, other) ->
            Long.compare(other.getValue().nonCompliant(), one.getValue().nonCompliant()))
        .limit(top)
        .forEach(one -> shown.add(assignment(one.getKey(), one.getValue(), queryUri)));
    return ObjectValue.builder()
        .put("@odata.id", NullValue.NULL)
        .put("@odata.context", context)
        .put("results", results(whole, queryUri, List.copyOf(policies.values())))
        .put("policyAssignments", new ArrayValue(shown))
        .build();
  }

  private ObjectValue assignment(String id, Tally tally, String queryUri) {
    List<Tally> own = new ArrayList<>();
    List<Value> definitions = new ArrayList<>();
    String set = "";
    for (Map.Entry<PlannedPolicy, Tally> entry : policies.entrySet()) {
      PlannedPolicy policy = entry.getKey();
      if (policy.assignment().id().equals(id)) {
        own.add(entry.getValue());
        definitions.add(definition(policy, entry.getValue(), queryUri));
        set = policy.initiative().map(PolicyInitiative::id).orElse("");
      }
    }
    return ObjectValue.builder()
        .put("policyAssignmentId", id)
        .put("policySetDefinitionId", set)
        .put("results", results(tally, queryUri, own))
        .put("policyDefinitions", new ArrayValue(definitions))
        .build();
  }

  private static ObjectValue definition(PlannedPolicy policy, Tally tally, String queryUri) {
    List<Value> groups = new ArrayList<>();
    policy.groupNames().forEach(name -> groups.add(new StringValue(name)));
    return ObjectValue.builder()
        .put("policyDefinitionId", policy.definition().id())
        .put("policyDefinitionReferenceId", policy.referenceId())
        .put("policyDefinitionGroupNames", new ArrayValue(groups))
        .put("effect", policy.effect().label())
        .put("results", results(tally, queryUri, List.of(tally)))
        .build();
  }

  private static ObjectValue results(Tally tally, String queryUri, List<Tally> policies) {
    Map<PolicyCompliance, Long> byState = new EnumMap<>(PolicyCompliance.class);
    policies.forEach(one -> byState.merge(one.rolledUp(), 1L, Long::sum));
    return ObjectValue.builder()
        .put("queryResultsUri", queryUri)
        .put("nonCompliantResources", tally.nonCompliant())
        .put("nonCompliantPolicies", byState.getOrDefault(PolicyCompliance.NON_COMPLIANT, 0L))
        .put("resourceDetails", details(tally.counts))
        .put("policyDetails", details(byState))
        .build();
  }

  private static ArrayValue details(Map<PolicyCompliance, Long> counts) {
    List<Value> details = new ArrayList<>();
    counts.forEach((state, count) ->
        details.add(
            ObjectValue.builder()
                .put("complianceState", state.label().toLowerCase(Locale.ROOT))
                .put("count", count)
                .build()));
    return new ArrayValue(details);
  }
}
