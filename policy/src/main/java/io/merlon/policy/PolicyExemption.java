package io.merlon.policy;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.model.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes resources out of an assignment, as Azure's policyExemptions publishes it.
 *
 * @param id its id
 * @param displayName its title, or empty
 * @param description why it was given, or empty
 * @param scope the resource, group or subscription that is exempt
 * @param assignmentId the assignment it is exempt from; empty for every one
 * @param referenceIds the definitions of the initiative it is exempt from; empty for all
 * @param category whether the risk was accepted or dealt with otherwise
 * @param expiresOn from when on it no longer counts; nothing for never
 */
public record PolicyExemption(
    String id,
    String displayName,
    String description,
    ResourceId scope,
    String assignmentId,
    List<String> referenceIds,
    Category category,
    Optional<Instant> expiresOn) {

  /** Why a resource is exempt. */
  public enum Category {
    WAIVER,
    MITIGATED
  }

  public PolicyExemption {
    referenceIds = List.copyOf(referenceIds);
  }

  /** Reads an exemption. What is wrong is told, and gives nothing. */
  public static Optional<PolicyExemption> read(
      String source, Value document, Consumer<PolicyProblem> problems) {
    ObjectValue properties =
        document.get("properties") instanceof ObjectValue inner
            ? inner
            : document instanceof ObjectValue outer ? outer : ObjectValue.EMPTY;
    String id = document.get("id").textOr(document.get("name").textOr(source));
    String categoryName = properties.get("exemptionCategory").textOr("");
    Optional<Category> category =
        List.of(Category.values()).stream()
            .filter(c -> c.name().equalsIgnoreCase(categoryName))
            .findFirst();
    if (category.isEmpty()) {
      problems.accept(
          new PolicyProblem(
              source,
              "/properties/exemptionCategory",
              "the category is Waiver or Mitigated, not '" + categoryName + "'"));
      return Optional.empty();
    }
    int provider =
        id.toLowerCase(Locale.ROOT)
            .lastIndexOf("/providers/microsoft.authorization/policyexemptions/");
    String scope = properties.get("scope").textOr(provider >= 0 ? id.substring(0, provider) : "");
    if (scope.isEmpty()) {
      problems.accept(
          new PolicyProblem(
              source, "/id", "the exemption's id names no scope, and there is no scope"));
      return Optional.empty();
    }
    Optional<Instant> expiry;
    try {
      Value expires = properties.get("expiresOn");
      expiry =
          expires.isNullOrAbsent()
              ? Optional.empty()
              : Optional.of(OffsetDateTime.parse(expires.textOr("")).toInstant());
    } catch (DateTimeException e) {
      problems.accept(
          new PolicyProblem(
              source, "/properties/expiresOn", "not an ISO 8601 time with an offset"));
      return Optional.empty();
    }
    List<String> references =
        properties.get("policyDefinitionReferenceIds") instanceof ArrayValue(List<Value> items)
            ? items.stream().map(i -> i.textOr("")).toList()
            : List.of();
    return Optional.of(
        new PolicyExemption(
            id,
            properties.get("displayName").textOr(""),
            properties.get("description").textOr(""),
            ResourceId.of(scope),
            properties.get("policyAssignmentId").textOr(""),
            references,
            category.get(),
            expiry));
  }

  /** Whether it still counts at this time. */
  public boolean active(Instant now) {
    return expiresOn.map(now::isBefore).orElse(true);
  }

  /** Whether it takes this resource out of this policy. */
  public boolean covers(ResourceId resource, PlannedPolicy policy) {
    return resource.isWithin(scope)
        && (assignmentId.isEmpty() || assignmentId.equalsIgnoreCase(policy.assignment().id()))
        && (referenceIds.isEmpty()
            || referenceIds.stream().anyMatch(policy.referenceId()::equalsIgnoreCase));
  }
}
