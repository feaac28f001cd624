package io.merlon.policy;

import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import java.util.Optional;
import java.util.Set;

/** Where a related resource is looked for, as the documentation of auditIfNotExists has it. */
enum RelatedScope {
  /** Below the evaluated resource itself: its children, and what extends it. */
  RESOURCE,
  GROUP,
  SUBSCRIPTION;

  private static final ResourceType SUBSCRIPTION_TYPE =
      ResourceType.of("Microsoft.Resources/subscriptions");

  /** Types that extend any resource, so that they are looked for below it. */
  private static final Set<String> EXTENSIONS =
      Set.of(
          "microsoft.advisor/recommendations",
          "microsoft.authorization/locks",
          "microsoft.authorization/policyassignments",
          "microsoft.authorization/policyexemptions",
          "microsoft.authorization/roleassignments",
          "microsoft.automanage/configurationprofileassignments",
          "microsoft.chaos/targets",
          "microsoft.eventgrid/eventsubscriptions",
          "microsoft.guestconfiguration/guestconfigurationassignments",
          "microsoft.insights/datacollectionruleassociations",
          "microsoft.insights/diagnosticsettings",
          "microsoft.kubernetesconfiguration/extensions",
          "microsoft.kubernetesconfiguration/fluxconfigurations",
          "microsoft.maintenance/configurationassignments",
          "microsoft.recoveryservices/backupprotecteditems",
          "microsoft.security/advancedthreatprotectionsettings",
          "microsoft.security/assessments",
          "microsoft.security/defenderforstoragesettings",
          "microsoft.security/servervulnerabilityassessments",
          "microsoft.security/sqlvulnerabilityassessments");

  /** Where a resource of the first type finds related ones of the second. */
  static RelatedScope of(ResourceType evaluated, ResourceType related, String existenceScope) {
    if (related.isBelow(evaluated) || EXTENSIONS.contains(related.folded())) {
      return RESOURCE;
    }
    return existenceScope.equalsIgnoreCase("Subscription") || evaluated.equals(SUBSCRIPTION_TYPE)
        ? SUBSCRIPTION
        : GROUP;
  }

  /** How many levels a related resource lies below a resource of this type. */
  static int levels(ResourceType evaluated, ResourceType related) {
    return related.isBelow(evaluated) ? depth(related) - depth(evaluated) : 1;
  }

  private static int depth(ResourceType type) {
    return (int) type.text().chars().filter(c -> c == '/').count();
  }

  /** The id that related resources of the evaluated one are kept under. */
  Optional<ResourceId> keyOf(Resource evaluated, Optional<String> resourceGroup) {
    ResourceId id = evaluated.id();
    return switch (this) {
      case RESOURCE -> Optional.of(id);
      case SUBSCRIPTION -> id.subscriptionId();
      case GROUP ->
          resourceGroup
              .flatMap(name ->
                  id.subscriptionId().map(s -> ResourceId.of(s.text() + "/resourceGroups/" + name)))
              .or(id::resourceGroupId);
    };
  }
}
