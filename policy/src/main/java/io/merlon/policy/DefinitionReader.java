package io.merlon.policy;

import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.policy.evaluate.Functions;
import io.merlon.policy.syntax.PolicyRule;
import io.merlon.policy.syntax.RuleParser;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a policy definition, with or without the envelope of {@code id} and {@code properties}. */
final class DefinitionReader {
  private final DocumentReader reader;

  DefinitionReader(String source, Consumer<PolicyProblem> problems) {
    this.reader = new DocumentReader(source, problems);
  }

  Optional<PolicyDefinition> read(Value value) {
    if (!(value instanceof ObjectValue document)) {
      reader.problem("", "a policy definition is a JSON object");
      return Optional.empty();
    }
    boolean enveloped = document.get("properties") instanceof ObjectValue;
    ObjectValue properties =
        document.get("properties") instanceof ObjectValue inner ? inner : document;
    String pointer = enveloped ? "/properties" : "";
    if (properties.get("policyRule").isAbsent()) {
      reader.problem(pointer, "the definition has no policyRule");
      return Optional.empty();
    }
    List<PolicyParameter> parameters =
        reader.parameters(properties.get("parameters"), pointer + "/parameters", true);
    Optional<PolicyRule> rule =
        new RuleParser(
                DocumentReader.vocabulary(parameters),
                DocumentReader.vocabulary(parameters, Functions::objectionOutsideConditions),
                reader::problem)
            .parse(properties.get("policyRule"), pointer + "/policyRule");
    if (reader.failed() || rule.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PolicyDefinition(
            reader.source(),
            document.get("id").textOr(""),
            reader.name(document),
            properties,
            parameters,
            rule.get()));
  }
}
