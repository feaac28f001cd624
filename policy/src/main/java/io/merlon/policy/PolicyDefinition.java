package io.merlon.policy;

import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.policy.syntax.PolicyRule;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** A policy definition as Azure's {@code policyDefinitions} publishes it, its rule parsed. */
public final class PolicyDefinition {
  private final String source;
  private final String id;
  private final String name;
  private final ObjectValue properties;
  private final List<PolicyParameter> parameters;
  private final PolicyRule rule;

  PolicyDefinition(
      String source,
      String id,
      String name,
      ObjectValue properties,
      List<PolicyParameter> parameters,
      PolicyRule rule) {
    this.source = Objects.requireNonNull(source, "source");
    this.id = Objects.requireNonNull(id, "id");
    this.name = Objects.requireNonNull(name, "name");
    this.properties = Objects.requireNonNull(properties, "properties");
    this.parameters = List.copyOf(parameters);
    this.rule = Objects.requireNonNull(rule, "rule");
  }

  /** Reads a definition. All that is wrong is told; anything wrong gives nothing. */
  public static Optional<PolicyDefinition> read(
      String source, Value document, Consumer<PolicyProblem> problems) {
    return new DefinitionReader(source, problems).read(document);
  }

  /** The file or other place that it was read from. */
  public String source() {
    return source;
  }

  /** Its ARM id, or empty. */
  public String id() {
    return id;
  }

  /** Its name: a GUID or a slug. */
  public String name() {
    return name;
  }

  /** Its title, else its name. */
  public String displayName() {
    return properties.get("displayName").textOr(name);
  }

  /** What it checks, or empty. */
  public String description() {
    return properties.get("description").textOr("");
  }

  /** {@code BuiltIn}, {@code Custom} or {@code Static}. */
  public String policyType() {
    return properties.get("policyType").textOr("Custom");
  }

  /** {@code All}, {@code Indexed} (also where none is given) or a data-plane mode. */
  public String mode() {
    return properties.get("mode").textOr("Indexed");
  }

  /** The metadata as written. */
  public ObjectValue metadata() {
    return properties.get("metadata") instanceof ObjectValue object ? object : ObjectValue.EMPTY;
  }

  /** Its category, or empty. */
  public String category() {
    return metadata().get("category").textOr("");
  }

  /** Its version, or empty. */
  public String version() {
    return properties.get("version").textOr(metadata().get("version").textOr(""));
  }

  /** Whether it is marked as a preview, by its metadata, version or title. */
  public boolean preview() {
    return isMarked("preview");
  }

  /** Whether it is marked as deprecated, by its metadata, version or title. */
  public boolean deprecated() {
    return isMarked("deprecated");
  }

  private boolean isMarked(String mark) {
    Value flag = metadata().get(mark);
    return flag.toString().equalsIgnoreCase("true")
        || version().toLowerCase(Locale.ROOT).endsWith("-" + mark)
        || displayName().toLowerCase(Locale.ROOT).startsWith("[" + mark + "]");
  }

  /** Its parameters in the order declared. */
  public List<PolicyParameter> parameters() {
    return parameters;
  }

  /** The {@code policyRule} as written. */
  public Value ruleDocument() {
    return properties.get("policyRule");
  }

  /** The effect when nothing is passed to the definition, as written; empty when unknown. */
  public String defaultEffect() {
    return rule.effect().constantText(this::defaultOf).orElse("");
  }

  /** Why it can never be evaluated from resources, going by mode, type and default effect. */
  public Optional<NotEvaluable> notEvaluable() {
    return Classification.of(this, PolicyEffect.of(defaultEffect()));
  }

  private Value defaultOf(String parameter) {
    for (PolicyParameter declared : parameters) {
      if (declared.name().equalsIgnoreCase(parameter)) {
        return declared.defaultValue();
      }
    }
    return io.merlon.model.AbsentValue.ABSENT;
  }

  PolicyRule rule() {
    return rule;
  }

  @Override
  public String toString() {
    return name + " (" + displayName() + ")";
  }
}
