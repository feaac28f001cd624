package io.merlon.posture;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.PolicyProblem;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads an attestation in the shape of its ARM resource (api-version 2022-09-01). */
final class AttestationReader {
  private static final String TYPE = "/providers/microsoft.policyinsights/attestations/";

  private final String source;
  private final Consumer<PolicyProblem> problems;

  AttestationReader(String source, Consumer<PolicyProblem> problems) {
    this.source = source;
    this.problems = problems;
  }

  Optional<Attestation> read(Value document) {
    Value properties = document.get("properties");
    if (!(properties instanceof ObjectValue)) {
      return wrong("/properties", "an attestation needs an object here");
    }
    ResourceId id = ResourceId.of(document.get("id").textOr(""));
    int end = id.folded().lastIndexOf(TYPE);
    if (end < 0) {
      return wrong(
          "/id",
          "an id is needed here that ends in " + TYPE + "NAME and begins with what it speaks for");
    }
    String state = properties.get("complianceState").textOr("");
    if (state.equalsIgnoreCase("Unknown")) {
      return Optional.empty();
    }
    boolean compliant = state.equalsIgnoreCase("Compliant");
    if (!compliant && !state.equalsIgnoreCase("NonCompliant")) {
      return wrong(
          "/properties/complianceState", "Compliant, NonCompliant or Unknown is needed here");
    }
    String reference = properties.get("policyDefinitionReferenceId").textOr("");
    String assignment = properties.get("policyAssignmentId").textOr("");
    if (assignment.isEmpty()) {
      return wrong(
          "/properties/policyAssignmentId", "the id of a policy assignment is needed here");
    }
    Value expiry = properties.get("expiresOn");
    Optional<Instant> expiresOn = Optional.empty();
    if (!expiry.isNullOrAbsent()) {
      expiresOn = instant(expiry.textOr(""));
      if (expiresOn.isEmpty()) {
        return wrong("/properties/expiresOn", "a time such as 2026-01-31T00:00:00Z is needed here");
      }
    }
    ResourceId scope = ResourceId.of(end == 0 ? "/" : id.text().substring(0, end));
    return Optional.of(
        new Attestation(
            id.text(), scope, assignment, reference, compliant, evidence(properties), expiresOn));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException notOne) {
      return Optional.empty();
    }
  }

  private static String evidence(Value properties) {
    List<String> parts = new ArrayList<>();
    parts.add(properties.get("comments").textOr(""));
    if (properties.get("evidence") instanceof ArrayValue(List<Value> items)) {
      for (Value item : items) {
        parts.add(item.get("description").textOr(""));
        if (item.get("sourceUri") instanceof StringValue(String uri)) {
          parts.add("(" + uri + ")");
        }
      }
    }
    parts.removeIf(String::isEmpty);
    return String.join(" ", parts);
  }

  private Optional<Attestation> wrong(String pointer, String reason) {
    problems.accept(new PolicyProblem(source, pointer, reason + "; the attestation is left out"));
    return Optional.empty();
  }
}
