package io.merlon.server.arm;

import io.merlon.model.ObjectValue;
import io.merlon.policy.PolicyDefinition;
import io.merlon.policy.PolicyInitiative;
import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyProblem;
import io.merlon.server.assessment.PolicySource;
import io.merlon.server.assessment.Standing;
import io.merlon.store.DocumentStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
    String name = request.path().lastName();
    return one(
        request,
        "PolicyDefinitionNotFound",
        library -> library.definition(name).map(PolicyOperations::show));
  }

  private ArmResponse initiatives(ArmRequest request) {
    return ArmResponse.list(
        standing.get().library().initiatives().stream().map(PolicyOperations::show).toList());
  }

  private ArmResponse initiative(ArmRequest request) {
    String name = request.path().lastName();
    return one(
        request,
        "PolicySetDefinitionNotFound",
        library -> library.initiative(name).map(PolicyOperations::show));
  }

  /** What a user wrote under this id, else what is built in. */
  private ArmResponse one(
      ArmRequest request, String missing, Function<PolicyLibrary, Optional<ObjectValue>> builtIn) {
    return documents
        .find(request.path().folded())
        .or(() -> builtIn.apply(standing.get().library()))
        .map(ArmResponse::ok)
        .orElseThrow(
            () -> new ArmException(404, missing, "There is no '" + request.path().text() + "'."));
  }

  private static ObjectValue show(PolicyDefinition one) {
    return ArmResponse.resource(
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
    return ArmResponse.resource(
        one.id(),
        one.name(),
        INITIATIVES,
        ObjectValue.builder()
            .put("displayName", one.displayName())
            .put("description", one.description())
            .put("metadata", one.metadata())
            .build());
  }
}
