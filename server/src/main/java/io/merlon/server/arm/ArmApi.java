package io.merlon.server.arm;

import io.merlon.server.ServerSettings;
import io.merlon.server.assessment.ContinuousAssessment;
import io.merlon.server.assessment.PolicySource;
import io.merlon.server.assessment.Standing;
import io.merlon.server.identity.Principals;
import io.merlon.server.identity.Role;
import io.merlon.server.identity.RoleAssignments;
import io.merlon.server.threat.SampleAlerts;
import io.merlon.server.threat.ThreatDetection;
import io.merlon.server.vulnerability.VulnerabilityAssessment;
import io.merlon.store.Database;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** All operations of the API, over what is stored and how it stands. */
@Component
public class ArmApi {
  private final ArmOperations operations = new ArmOperations();
  private final InventoryOperations inventory;

  ArmApi(
      Database database,
      PolicySource policies,
      ContinuousAssessment assessment,
      VulnerabilityAssessment vulnerabilities,
      ServerSettings settings,
      Principals principals,
      RoleAssignments roles,
      ThreatDetection threats,
      InstantSource clock) {
    Supplier<Standing> standing =
        () ->
            assessment
                .standing()
                .orElseThrow(() ->
                    new ArmException(
                        503, "ServiceUnavailable", "The first assessment is still running."));
    inventory =
        new InventoryOperations(database.resources(), settings.tenant(), assessment::changed);
    inventory.register(operations);
    new SecureScoreOperations(standing).register(operations);
    AssessmentMetadata metadata = new AssessmentMetadata(database.documents(), standing, clock);
    metadata.register(operations);
    CustomAssessments others =
        new CustomAssessments(
            database.resources(),
            inventory,
            metadata,
            name -> standing.get().recommendation(name).isPresent());
    new AssessmentOperations(database, standing, others).register(operations);
    new SubAssessmentOperations(database.subAssessments()).register(operations);
    new SecurityDocuments(database, assessment::changed, clock).register(operations);
    new LocationOperations().register(operations);
    new AlertOperations(database).register(operations);
    new AlertSimulation(new SampleAlerts(database, threats, clock)).register(operations);
    operations.type(EventIntake.EVENTS);
    new TaskOperations(database, standing, clock).register(operations);
    new PolicyStateOperations(database.assessments(), standing).register(operations);
    new ComplianceOperations(standing).register(operations);
    new SoftwareInventoryOperations(database, vulnerabilities).register(operations);
    new PricingOperations(
            database.resources(),
            plans -> {
              assessment.changed(plans);
              vulnerabilities.plansChanged();
            })
        .register(operations);
    new PolicyOperations(policies, database.documents(), standing, assessment::changed)
        .register(operations);
    new HistoryOperations(database.scores(), standing).register(operations);
    new RecommendationOperations(database, standing, clock).register(operations);
    new GovernanceRuleOperations(database, standing, assessment).register(operations);
    new GovernanceAssignmentOperations(database.governance(), clock, assessment::changed)
        .register(operations);
    new DocumentOperations(
            RoleAssignments.TYPE,
            database.documents(),
            (document, type) -> {
              if (Role.of(document.get("properties").get("roleDefinitionId").textOr(""))
                  .isEmpty()) {
                throw ArmException.badRequest(
                    "RoleDefinitionDoesNotExist",
                    "properties.roleDefinitionId names no role that is known here.");
              }
            },
            type -> {})
        .register(operations);
    new ResourceGraphOperations(operations, database.resources(), settings.tenant(), clock)
        .register(operations);
    new ServicePrincipalOperations(principals, roles, clock).register(operations);
    new ProviderOperations(operations).register(operations);
  }

  /**
   * Does what is asked.
   *
   * @throws ArmException when it cannot be done, with what to answer
   */
  ArmResponse perform(ArmRequest request) {
    return operations
        .find(request.method(), request.path())
        .or(() ->
            operations.knows(request.path().type())
                ? java.util.Optional.empty()
                : inventory.resourceOperation(request.method(), request.path()))
        .orElseThrow(() ->
            new ArmException(
                operations.knows(request.path().type()) ? 405 : 404,
                operations.knows(request.path().type()) ? "MethodNotAllowed" : "ResourceNotFound",
                "There is no operation "
                    + request.method()
                    + " on '"
                    + request.path().text()
                    + "'."))
        .perform(request);
  }
}
