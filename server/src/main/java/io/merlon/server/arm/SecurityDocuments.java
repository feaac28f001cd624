package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.store.Database;
import java.time.InstantSource;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * The settings of {@code Microsoft.Security} that clients write and get back. Those that rules look
 * at lie in the inventory; those that hold secrets, or that no rule knows, do not.
 */
final class SecurityDocuments {
  private static final String AUTOMATIONS = "Microsoft.Security/automations";

  private final Database database;
  private final Consumer<Collection<ResourceId>> changed;
  private final InstantSource clock;
  private final BodySchema automation = BodySchema.of("automation");

  SecurityDocuments(
      Database database, Consumer<Collection<ResourceId>> changed, InstantSource clock) {
    this.database = database;
    this.changed = changed;
    this.clock = clock;
  }

  void register(ArmOperations operations) {
    inInventory(
        operations,
        type("Microsoft.Security/securityContacts", DocumentType.SUBSCRIPTION, "security-contact")
            .answering(200, 204, 204));
    inInventory(
        operations,
        type(
                "Microsoft.Security/autoProvisioningSettings",
                DocumentType.SUBSCRIPTION,
                "auto-provisioning-setting")
            .withUsual("default", ObjectValue.builder().put("autoProvision", "Off").build())
            .answering(200, 204, 204));
    inInventory(
        operations,
        type("Microsoft.Security/workspaceSettings", DocumentType.SUBSCRIPTION, "workspace-setting")
            .answering(200, 204, 204));
    apart(
        operations,
        type(
                "Microsoft.Security/alertsSuppressionRules",
                DocumentType.SUBSCRIPTION,
                "alerts-suppression-rule")
            .answering(200, 204, 204)
            .stampedBy("lastModifiedUtc"));
    apart(
        operations,
        DocumentType.of(AUTOMATIONS, DocumentType.GROUP, automation::check)
            .answering(201, 204, 204)
            .withSecrets("uri", "connectionString"));
    operations.collection("POST", AUTOMATIONS + "/validate", this::validate);
  }

  private static DocumentType type(String name, String scope, String schema) {
    return DocumentType.of(name, scope, BodySchema.of(schema)::check);
  }

  private void inInventory(ArmOperations operations, DocumentType type) {
    register(operations, type, DocumentHome.inventory(type.name(), database.resources(), changed));
  }

  private void apart(ArmOperations operations, DocumentType type) {
    register(
        operations,
        type,
        DocumentHome.documents(type.name(), database.documents(), nobodyElse -> {}));
  }

  private void register(ArmOperations operations, DocumentType type, DocumentHome home) {
    new DocumentOperations(type, home, clock).register(operations);
  }

  /** Whether an automation would be taken, and why not. */
  private ArmResponse validate(ArmRequest request) {
    ObjectValue.Builder answer = ObjectValue.builder();
    try {
      automation.check(request.body());
      answer.put("isValid", true).put("message", "");
    } catch (ArmException wrong) {
      answer.put("isValid", false).put("message", String.valueOf(wrong.getMessage()));
    }
    return ArmResponse.ok(answer.build());
  }
}
