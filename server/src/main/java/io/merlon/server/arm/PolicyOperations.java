package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.policy.PolicyDefinition;
import io.merlon.policy.PolicyInitiative;
import io.merlon.policy.PolicyProblem;
import io.merlon.server.assessment.PolicySource;
import io.merlon.server.assessment.Standing;
import io.merlon.store.DocumentStore;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * {@code Microsoft.Authorization} policy: what users write is compiled before it is kept, and a
 * wrong one is refused with the reason.
 */
final class PolicyOperations {
  private static final String DEFINITIONS = "Microsoft.Authorization/policyDefinitions";
  private static final String INITIATIVES = "Microsoft.Authorization/policySetDefinitions";

  private final PolicySource source;
  private final DocumentStore documents;
  private final Supplier<Standing> standing;
  private final Runnable changed;

  PolicyOperations(
      PolicySource source, DocumentStore documents, Supplier<Standing> standing, Runnable changed) {
    this.source = source;
    this.documents = documents;
    this.standing = standing;
    this.changed = changed;
  }

  void register(ArmOperations operations) {
    for (String type :
        List.of(
            DEFINITIONS,
            INITIATIVES,
            "Microsoft.Authorization/policyAssignments",
            "Microsoft.Authorization/policyExemptions")) {
      new DocumentOperations(type, documents, this::check, folded -> changed.run())
          .register(operations);
    }
    operations
        .collection("GET", DEFINITIONS, this::definitions)
        .item("GET", DEFINITIONS, this::definition)
        .collection("GET", INITIATIVES, this::initiatives)
        .item("GET", INITIATIVES, this::initiative);
  }

  private void check(ObjectValue document, String type) {
    List<PolicyProblem> problems = source.check(document, type);
    if (!problems.isEmpty()) {
      throw ArmException.badRequest(
          "InvalidPolicyRule",
          problems.stream()
              .map(one -> one.pointer() + ": " + one.reason())
              .collect(Collectors.joining("; ")));
    }
  }

  private ArmResponse definitions(ArmRequest request) {
    return ArmResponse.list(
        standing.get().library().definitions().stream().map(PolicyOperations::show).toList());
  }

  private ArmResponse definition(ArmRequest request) {
    return documents
        .find(request.path().folded())
        .or(() ->
            standing
                .get()
                .library()
                .definition(request.path().lastName())
                .map(PolicyOperations::show))
        .map(ArmResponse::ok)
        .orElseThrow(() -> missing("PolicyDefinitionNotFound", request));
  }

  private ArmResponse initiatives(ArmRequest request) {
    return ArmResponse.list(
        standing.get().library().initiatives().stream().map(PolicyOperations::show).toList());
  }

  private ArmResponse initiative(ArmRequest request) {
    return documents
        .find(request.path().folded())
        .or(() ->
            standing
                .get()
                .library()
                .initiative(request.path().lastName())
                .map(PolicyOperations::show))
        .map(ArmResponse::ok)
        .orElseThrow(() -> missing("PolicySetDefinitionNotFound", request));
  }

  private static ArmException missing(String code, ArmRequest request) {
    return new ArmException(404, code, "There is no '" + request.path().text() + "'.");
  }

  private static ObjectValue show(PolicyDefinition one) {
    return resource(
        one.id(),
        one.name(),
        DEFINITIONS,
        ObjectValue.builder()
            .put("displayName", one.displayName())
            .put("description", one.description())
            .put("policyType", one.policyType())
            .put("mode", one.mode())
            .put("metadata", one.metadata())
            .put("policyRule", one.ruleDocument())
            .build());
  }

  private static ObjectValue show(PolicyInitiative one) {
    return resource(
        one.id(),
        one.name(),
        INITIATIVES,
        ObjectValue.builder()
            .put("displayName", one.displayName())
            .put("description", one.description())
            .put("metadata", one.metadata())
            .build());
  }

  private static ObjectValue resource(String id, String name, String type, Value properties) {
    return ObjectValue.builder()
        .put("id", id)
        .put("name", name)
        .put("type", type)
        .put("properties", properties)
        .build();
  }
}
