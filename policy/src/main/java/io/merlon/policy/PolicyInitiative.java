package io.merlon.policy;

import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A set of policy definitions, as Azure's {@code policySetDefinitions} publishes it.
 *
 * @param source where it was read
 * @param id its ARM id, or empty
 * @param name its name, a GUID or a slug
 * @param displayName its title
 * @param description what it is for
 * @param version its version, or empty
 * @param metadata the metadata as written
 * @param parameters its parameters in the order declared
 * @param groups its groups, the controls of the standard
 * @param references its definitions
 */
public record PolicyInitiative(
    String source,
    String id,
    String name,
    String displayName,
    String description,
    String version,
    ObjectValue metadata,
    List<PolicyParameter> parameters,
    List<PolicyGroup> groups,
    List<PolicyReference> references) {
  public PolicyInitiative {
    parameters = List.copyOf(parameters);
    groups = List.copyOf(groups);
    references = List.copyOf(references);
  }

  /** Reads an initiative. What is wrong is told, and gives nothing. */
  public static Optional<PolicyInitiative> read(
      String source, Value document, Consumer<PolicyProblem> problems) {
    return new InitiativeReader(source, problems).read(document);
  }
}
