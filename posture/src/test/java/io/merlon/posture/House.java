package io.merlon.posture;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.model.Value;
import io.merlon.policy.AliasTable;
import io.merlon.policy.PolicyAssignment;
import io.merlon.policy.PolicyExemption;
import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;

/** Definitions, assignments and resources for tests, in JSON as Azure has them. */
final class House {
  static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
  static final String SUBSCRIPTION = "/subscriptions/s1";
  static final String DEFINITIONS = "/providers/Microsoft.Authorization/policyDefinitions/";
  static final String SETS = "/providers/Microsoft.Authorization/policySetDefinitions/";

  private final PolicyLibrary.Builder library = PolicyLibrary.builder();
  private final List<PolicyAssignment> assignments = new ArrayList<>();

  /** A definition "the site's {@code property} should be on", with {@code wanted} as parameter. */
  House siteRule(String name, String property) {
    return definition(
        name,
        "{}",
        """
        {"if": {"allOf": [{"field": "type", "equals": "Test.App/sites"},
            {"field": "Test.App/sites/%s", "exists": true},
            {"field": "Test.App/sites/%s", "notEquals": "[parameters('wanted')]"}]},
          "then": {"effect": "[parameters('effect')]"}}
        """
            .formatted(property, property));
  }

  House definition(String name, String metadata, String rule) {
    return document(
        """
        {"id": "%s%s", "name": "%s", "properties": {"displayName": "Rule %s", "description": "About",
          "policyType": "Custom", "mode": "All", "metadata": %s,
          "parameters": {"wanted": {"type": "String", "defaultValue": "on"},
            "effect": {"type": "String", "defaultValue": "Audit"}},
          "policyRule": %s}}
        """
            .formatted(DEFINITIONS, name, name, name, metadata, rule));
  }

  /** An initiative; each reference is {@code definition:referenceId:group}. */
  House initiative(String name, List<String> groups, String... references) {
    StringBuilder list = new StringBuilder();
    for (String reference : references) {
      String[] parts = reference.split(":", -1);
      list.append(list.isEmpty() ? "" : ", ")
          .append(
              """
              {"policyDefinitionId": "%s%s", "policyDefinitionReferenceId": "%s",
                "groupNames": ["%s"]}
              """
                  .formatted(DEFINITIONS, parts[0], parts[1], parts[2]));
    }
    StringBuilder groupList = new StringBuilder();
    for (String group : groups) {
      groupList.append(groupList.isEmpty() ? "" : ", ").append("{\"name\": \"" + group + "\"}");
    }
    return document(
        """
        {"id": "%s%s", "name": "%s", "properties": {"displayName": "Standard %s",
          "policyType": "Custom", "policyDefinitions": [%s], "policyDefinitionGroups": [%s]}}
        """
            .formatted(SETS, name, name, name, list, groupList));
  }

  House document(String json) {
    library.add("test.json", Json.parse(json));
    return this;
  }

  /** Assigns a definition or initiative, by its id, with parameters as JSON. */
  House assign(String name, String policyId, String parameters) {
    String json =
        """
        {"id": "%s/providers/Microsoft.Authorization/policyAssignments/%s", "name": "%s",
          "properties": {"scope": "%s", "policyDefinitionId": "%s", "parameters": %s}}
        """
            .formatted(SUBSCRIPTION, name, name, SUBSCRIPTION, policyId, parameters);
    List<Object> problems = new ArrayList<>();
    assignments.add(
        PolicyAssignment.read("test.json", Json.parse(json), problems::add).orElseThrow());
    Assertions.assertThat(problems).isEmpty();
    return this;
  }

  House assign(String name) {
    return assign(name, DEFINITIONS + name, "{}");
  }

  House assignEverywhere(String policyId) {
    assignments.add(PolicyAssignment.ofDefaults(policyId));
    return this;
  }

  PolicyPlan plan() {
    PolicyLibrary all = library.build();
    Assertions.assertThat(all.problems()).isEmpty();
    PolicyPlan plan = PolicyPlan.compile(all, AliasTable.EMPTY, assignments);
    Assertions.assertThat(plan.problems()).isEmpty();
    return plan;
  }

  static String assignmentId(String name) {
    return SUBSCRIPTION + "/providers/Microsoft.Authorization/policyAssignments/" + name;
  }

  static PolicyExemption exemption(String name, String scope, String assignment, String expiresOn) {
    String json =
        """
        {"id": "%s/providers/Microsoft.Authorization/policyExemptions/%s", "name": "%s",
          "properties": {"policyAssignmentId": "%s", "exemptionCategory": "Waiver",
            "expiresOn": "%s"}}
        """
            .formatted(scope, name, name, assignmentId(assignment), expiresOn);
    return PolicyExemption.read("test.json", Json.parse(json), problem -> {}).orElseThrow();
  }

  static Resource site(String name, String properties) {
    return resource("Test.App/sites", name, properties);
  }

  static Resource resource(String type, String name, String properties) {
    String id = SUBSCRIPTION + "/resourceGroups/g/providers/" + type + "/" + name;
    ObjectValue document =
        ObjectValue.builder()
            .put("id", id)
            .put("name", name)
            .put("type", type)
            .put("properties", Json.parse(properties))
            .build();
    return new Resource(ResourceId.of(id), ResourceType.of(type), document);
  }

  /**
   * Content with controls of 10 ("a"), 8 ("b") and 0 points ("best"), and these recommendations.
   */
  static PostureContent content(String... nameControlSeverity) {
    List<Value> recommendations = new ArrayList<>();
    for (String one : nameControlSeverity) {
      String[] parts = one.split(":", -1);
      recommendations.add(
          ObjectValue.builder()
              .put("definition", parts[0])
              .put("control", parts[1])
              .put("severity", parts.length > 2 ? parts[2] : "High")
              .build());
    }
    PostureContent content =
        PostureContent.builder()
            .addControls(
                "controls.json",
                Json.parse(
                    """
                    {"controls": [{"id": "a", "maxScore": 10}, {"id": "b", "maxScore": 8},
                      {"id": "best", "maxScore": 0}]}
                    """))
            .addRecommendations(
                "recommendations.json",
                ObjectValue.builder()
                    .put("recommendations", new ArrayValue(recommendations))
                    .build())
            .build();
    Assertions.assertThat(content.problems()).isEmpty();
    return content;
  }

  /** Both passes over these resources; the assessments come in the order they were given. */
  static List<Assessment> run(PostureAssessor assessor, Resource... resources) {
    List<Assessment> assessments = new ArrayList<>();
    for (Resource resource : resources) {
      assessor.observe(resource);
    }
    for (Resource resource : resources) {
      assessor.assess(resource, assessments::add);
    }
    return assessments;
  }

  static Optional<Assessment> assessment(
      List<Assessment> assessments, Resource resource, String rule) {
    return assessments.stream()
        .filter(one -> one.resource().equals(resource.id()))
        .filter(one -> one.recommendation().name().equals(rule))
        .findFirst();
  }
}
