package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.policy.PlannedPolicy;
import io.merlon.store.AssessmentStore;
import io.merlon.store.Page;
import io.merlon.store.PlacedAssessment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The policy states that a request is about, from the assessments that are kept: one for each
 * assignment of the definition that covers the resource. An assessment takes the assignments of a
 * definition together, so where parameters differ the worst outcome stands for all.
 */
final class PolicyStates {
  private static final int PAGE = 1_000;
  private static final Pattern POLICY =
      Pattern.compile(
          "(.*)/providers/microsoft\\.authorization/"
              + "(policydefinitions|policysetdefinitions|policyassignments)/([^/]+)");

  private final AssessmentStore assessments;
  private final String scope;
  private final Map<String, List<PlannedPolicy>> byDefinition;

  private PolicyStates(
      AssessmentStore assessments, String scope, Map<String, List<PlannedPolicy>> byDefinition) {
    this.assessments = assessments;
    this.scope = scope;
    this.byDefinition = byDefinition;
  }

  /**
   * Those at a scope.
   *
   * @param foldedScope a subscription, group or resource, or a policy below a subscription or group
   */
  static PolicyStates at(
      String foldedScope, AssessmentStore assessments, List<PlannedPolicy> policies) {
    Matcher policy = POLICY.matcher(foldedScope);
    boolean isPolicy = policy.matches();
    Predicate<PlannedPolicy> meant =
        isPolicy ? about(policy.group(2), policy.group(3)) : one -> true;
    return new PolicyStates(
        assessments,
        isPolicy ? policy.group(1) : foldedScope,
        policies.stream()
            .filter(one -> one.notEvaluable().isEmpty())
            .filter(meant)
            .collect(
                Collectors.groupingBy(one -> one.definition().name().toLowerCase(Locale.ROOT))));
  }

  private static Predicate<PlannedPolicy> about(String kind, String name) {
    return switch (kind) {
      case "policydefinitions" -> one -> one.definition().name().equalsIgnoreCase(name);
      case "policysetdefinitions" ->
          one ->
              one.initiative()
                  .filter(set -> PolicyState.lastOf(set.id()).equalsIgnoreCase(name))
                  .isPresent();
      default -> one -> PolicyState.lastOf(one.assignment().id()).equalsIgnoreCase(name);
    };
  }

  /**
   * The states of one resource and one definition.
   *
   * @param position where to go on after them
   */
  record Step(List<PolicyState> states, String position) {}

  /** Walks in the order of resources, as long as the visitor wants more. */
  void walk(String after, Predicate<Step> visitor) {
    Optional<String> position = Optional.of(after);
    while (position.isPresent()) {
      Page<PlacedAssessment> page = assessments.listPlaced(scope, position.get(), PAGE);
      for (PlacedAssessment one : page.items()) {
        if (!visitor.test(new Step(states(one), one.assessment().position()))) {
          return;
        }
      }
      position = page.next();
    }
  }

  private List<PolicyState> states(PlacedAssessment one) {
    List<PolicyState> states = new ArrayList<>();
    PolicyCompliance.of(one.assessment())
        .ifPresent(state -> {
          Resource resource = resource(one);
          String definition = one.assessment().recommendation().toLowerCase(Locale.ROOT);
          for (PlannedPolicy policy : byDefinition.getOrDefault(definition, List.of())) {
            if (policy.assignment().covers(resource)) {
              states.add(new PolicyState(policy, resource, one.assessment(), state));
            }
          }
        });
    return states;
  }

  private static Resource resource(PlacedAssessment one) {
    return new Resource(
        ResourceId.of(one.assessment().resourceId()),
        ResourceType.of(one.type()),
        ObjectValue.builder().put("type", one.type()).put("location", one.location()).build());
  }
}
