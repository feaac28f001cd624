package io.merlon.policy;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** A definition or initiative put to work on a scope, as Azure's policyAssignments publishes it. */
public final class PolicyAssignment {
  private static final ResourceId EVERYTHING = ResourceId.of("/");

  private final String id;
  private final String policyId;
  private final ObjectValue properties;
  private final ResourceId scope;
  private final List<ResourceId> notScopes;
  private final List<List<Selector>> resourceSelectors;

  private PolicyAssignment(String id, String policyId, ResourceId scope, ObjectValue properties) {
    this.id = Objects.requireNonNull(id, "id");
    this.policyId = Objects.requireNonNull(policyId, "policyId");
    this.scope = scope;
    this.properties = properties;
    this.notScopes =
        items(properties.get("notScopes")).stream().map(s -> ResourceId.of(s.textOr(""))).toList();
    this.resourceSelectors =
        items(properties.get("resourceSelectors")).stream()
            .map(selector -> Selector.read(selector.get("selectors")))
            .toList();
  }

  /** The definition or initiative with this name or id on everything, with its defaults. */
  public static PolicyAssignment ofDefaults(String policyNameOrId) {
    String name = policyNameOrId.substring(policyNameOrId.lastIndexOf('/') + 1);
    return new PolicyAssignment(
        "/providers/Microsoft.Authorization/policyAssignments/" + name,
        policyNameOrId,
        EVERYTHING,
        ObjectValue.builder().put("displayName", name).build());
  }

  /** Reads an assignment. What is wrong is told, and gives nothing. */
  public static Optional<PolicyAssignment> read(
      String source, Value document, Consumer<PolicyProblem> problems) {
    ObjectValue properties =
        document.get("properties") instanceof ObjectValue inner
            ? inner
            : document instanceof ObjectValue outer ? outer : ObjectValue.EMPTY;
    String policyId = properties.get("policyDefinitionId").textOr("");
    if (policyId.isEmpty()) {
      problems.accept(
          new PolicyProblem(source, "/properties", "the assignment has no policyDefinitionId"));
      return Optional.empty();
    }
    String id = document.get("id").textOr(document.get("name").textOr(source));
    int provider =
        id.toLowerCase(java.util.Locale.ROOT)
            .lastIndexOf("/providers/microsoft.authorization/policyassignments/");
    String fallback = provider > 0 ? id.substring(0, provider) : "/";
    return Optional.of(
        new PolicyAssignment(
            id, policyId, ResourceId.of(properties.get("scope").textOr(fallback)), properties));
  }

  private static List<Value> items(Value value) {
    return value instanceof ArrayValue(List<Value> items) ? items : List.of();
  }

  public String id() {
    return id;
  }

  /** Its title, else the last segment of its id. */
  public String displayName() {
    return properties.get("displayName").textOr(id.substring(id.lastIndexOf('/') + 1));
  }

  public ResourceId scope() {
    return scope;
  }

  /** The definition or initiative that is assigned: its id or name. */
  public String policyId() {
    return policyId;
  }

  /** What is passed: parameter name to {@code {"value": ...}}. */
  public ObjectValue parameters() {
    return properties.get("parameters") instanceof ObjectValue object ? object : ObjectValue.EMPTY;
  }

  /** {@code Default} or {@code DoNotEnforce}; assessments are made under both. */
  public String enforcementMode() {
    return properties.get("enforcementMode").textOr("Default");
  }

  public List<NonComplianceMessage> messages() {
    return items(properties.get("nonComplianceMessages")).stream()
        .map(m ->
            new NonComplianceMessage(
                m.get("message").textOr(""), m.get("policyDefinitionReferenceId").textOr("")))
        .toList();
  }

  /** Whether the resource is in the scope, in no excluded scope, and selected. */
  public boolean covers(Resource resource) {
    boolean inScope =
        scope.equals(EVERYTHING)
            // What a management group holds cannot be seen from ids: the inventory given is in it.
            || scope.folded().startsWith("/providers/microsoft.management/managementgroups/")
            || resource.id().isWithin(scope);
    if (!inScope) {
      return false;
    }
    for (ResourceId excluded : notScopes) {
      if (resource.id().isWithin(excluded)) {
        return false;
      }
    }
    return resourceSelectors.isEmpty()
        || resourceSelectors.stream().anyMatch(s -> selects(s, resource));
  }

  private static boolean selects(List<Selector> selectors, Resource resource) {
    String location = resource.document().get("location").textOr("");
    return selectors.stream()
        .allMatch(selector ->
            switch (selector.kind()) {
              case "resourcelocation" -> !location.isEmpty() && selector.admits(location);
              case "resourcetype" -> selector.admits(resource.type().text());
              case "resourcewithoutlocation" -> location.isEmpty();
              default -> true;
            });
  }

  /** The effect that an override gives the reference, as written; or nothing. */
  Optional<String> overriddenEffect(String referenceId) {
    List<String> found = new ArrayList<>();
    for (Value override : items(properties.get("overrides"))) {
      boolean selected =
          Selector.read(override.get("selectors")).stream()
              .filter(s -> s.kind().equals("policydefinitionreferenceid"))
              .allMatch(s -> s.admits(referenceId));
      if (override.get("kind").textOr("").equalsIgnoreCase("policyEffect") && selected) {
        found.add(override.get("value").textOr(""));
      }
    }
    return found.stream().findFirst();
  }

  @Override
  public String toString() {
    return id;
  }
}
