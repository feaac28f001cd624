package io.merlon.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tables of Azure Resource Graph that there are here. */
public enum Table {
  /** Everything that no other table has. */
  RESOURCES,
  /** Subscriptions and resource groups. */
  RESOURCECONTAINERS,
  /** Of {@code Microsoft.Security}. */
  SECURITYRESOURCES,
  /** Policy definitions, assignments, exemptions and states. */
  POLICYRESOURCES,
  /** Role assignments and definitions. */
  AUTHORIZATIONRESOURCES;

  private static final String POLICY = "microsoft.authorization/policy";

  /** The table of this name, in any case. */
  public static Optional<Table> of(String name) {
    return Arrays.stream(values()).filter(table -> table.name().equalsIgnoreCase(name)).findFirst();
  }

  /** The table that has the resources of this type. */
  public static Table ofType(String type) {
    String folded = type.toLowerCase(Locale.ROOT);
    if (folded.equals("microsoft.resources/subscriptions")
        || folded.equals("microsoft.resources/subscriptions/resourcegroups")) {
      return RESOURCECONTAINERS;
    }
    if (folded.startsWith("microsoft.security/")) {
      return SECURITYRESOURCES;
    }
    if (folded.startsWith(POLICY) || folded.startsWith("microsoft.policyinsights/")) {
      return POLICYRESOURCES;
    }
    return folded.startsWith("microsoft.authorization/") ? AUTHORIZATIONRESOURCES : RESOURCES;
  }

  /** All names, for messages. */
  public static String names() {
    return Arrays.stream(values()).map(Table::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
