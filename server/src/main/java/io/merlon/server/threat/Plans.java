package io.merlon.server.threat;

import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.server.pricing.Pricings;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which plan covers an event, and whether it is on there. */
final class Plans {
  private static final String MACHINES = "VirtualMachines";

  /** By the type of the resource that sends, in lower case. */
  private static final Map<String, String> OF_TYPE =
      Map.ofEntries(
          Map.entry("microsoft.compute/virtualmachines", MACHINES),
          Map.entry("microsoft.compute/virtualmachinescalesets", MACHINES),
          Map.entry("microsoft.hybridcompute/machines", MACHINES),
          Map.entry("microsoft.keyvault/vaults", "KeyVaults"),
          Map.entry("microsoft.storage/storageaccounts", "StorageAccounts"),
          Map.entry("microsoft.containerservice/managedclusters", "Containers"),
          Map.entry("microsoft.kubernetes/connectedclusters", "Containers"),
          Map.entry("microsoft.containerregistry/registries", "Containers"),
          Map.entry("microsoft.web/sites", "AppServices"),
          Map.entry("microsoft.sql/servers", "SqlServers"),
          Map.entry("microsoft.sqlvirtualmachine/sqlvirtualmachines", "SqlServerVirtualMachines"));

  /** By the category that Azure's logs have. */
  private static final Map<String, String> OF_CATEGORY =
      Map.of(
          "auditevent", "KeyVaults",
          "storageread", "StorageAccounts",
          "storagewrite", "StorageAccounts",
          "storagedelete", "StorageAccounts",
          "sqlsecurityauditevents", "SqlServers",
          "kube-audit", "Containers",
          "kube-audit-admin", "Containers");

  /** Fields that only what tells of a control plane has. */
  private static final List<String> CONTROL_PLANE =
      List.of("category", "CategoryValue", "eventSource", "protoPayload", "riskEventType", "who");

  private final Pricings pricings;
  private final ResourceId scope;
  private final Map<String, Boolean> known = new HashMap<>();

  Plans(Pricings pricings, ResourceId scope) {
    this.pricings = pricings;
    this.scope = scope;
  }

  /** The plan that covers an event: the sender's, or that of its log source. */
  String of(ObjectValue event) {
    String type = scope.type().map(one -> one.folded()).orElse("");
    String ofType = OF_TYPE.get(type);
    if (ofType != null) {
      return ofType;
    }
    String category = event.get("category").textOr("").toLowerCase(Locale.ROOT);
    String ofCategory = OF_CATEGORY.get(category);
    if (ofCategory != null) {
      return ofCategory;
    }
    if (event.get("apiVersion").textOr("").startsWith("audit.k8s.io") || has(event, "auditID")) {
      return "Containers";
    }
    if (category.startsWith("appservice") || has(event, "cs-uri-stem")) {
      return "AppServices";
    }
    if (has(event, "query") && !has(event, "Channel")) {
      return "Dns";
    }
    return CONTROL_PLANE.stream().anyMatch(name -> has(event, name)) ? "Arm" : MACHINES;
  }

  private static boolean has(ObjectValue event, String name) {
    return !event.get(name).isAbsent();
  }

  /** Whether a plan is on: what is set on the resource, else on its subscription. */
  boolean isOn(String plan) {
    return known.computeIfAbsent(plan, one -> pricings.isStandard(scope, one));
  }
}
