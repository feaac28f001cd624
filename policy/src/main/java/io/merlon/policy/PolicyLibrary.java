package io.merlon.policy;

import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Definitions and initiatives that were read, and what was wrong with those that were not. */
public final class PolicyLibrary {
  private final Map<String, PolicyDefinition> definitions;
  private final Map<String, PolicyInitiative> initiatives;
  private final List<PolicyProblem> problems;

  private PolicyLibrary(Builder builder) {
    this.definitions = new LinkedHashMap<>(builder.definitions);
    this.initiatives = new LinkedHashMap<>(builder.initiatives);
    this.problems = List.copyOf(builder.problems);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** All definitions in the order they were added. */
  public Collection<PolicyDefinition> definitions() {
    return List.copyOf(definitions.values());
  }

  /** All initiatives in the order they were added. */
  public Collection<PolicyInitiative> initiatives() {
    return List.copyOf(initiatives.values());
  }

  /** What was wrong; whatever had a problem is in neither list. */
  public List<PolicyProblem> problems() {
    return problems;
  }

  /** The definition with this name or id, in any case. */
  public Optional<PolicyDefinition> definition(String nameOrId) {
    return Optional.ofNullable(definitions.get(key(nameOrId)));
  }

  /** The initiative with this name, id or title, in any case. */
  public Optional<PolicyInitiative> initiative(String nameIdOrTitle) {
    PolicyInitiative named = initiatives.get(key(nameIdOrTitle));
    return named != null
        ? Optional.of(named)
        : initiatives.values().stream()
            .filter(i -> i.displayName().equalsIgnoreCase(nameIdOrTitle))
            .findFirst();
  }

  private static String key(String nameOrId) {
    return nameOrId.substring(nameOrId.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }

  /** Gathers a library; for one thread. */
  public static final class Builder {
    private final Map<String, PolicyDefinition> definitions = new LinkedHashMap<>();
    private final Map<String, PolicyInitiative> initiatives = new LinkedHashMap<>();
    private final List<PolicyProblem> problems = new ArrayList<>();

    private Builder() {}

    /** Reads a document, which is a definition or an initiative, and adds it or its problems. */
    public Builder add(String source, Value document) {
      Value properties = document.get("properties");
      boolean initiative =
          !document.get("policyDefinitions").isAbsent()
              || !properties.get("policyDefinitions").isAbsent();
      boolean definition =
          !document.get("policyRule").isAbsent() || !properties.get("policyRule").isAbsent();
      if (initiative) {
        PolicyInitiative.read(source, document, problems::add).ifPresent(this::add);
      } else if (definition) {
        PolicyDefinition.read(source, document, problems::add).ifPresent(this::add);
      } else {
        problems.add(
            new PolicyProblem(
                source,
                "",
                "neither a definition (policyRule) nor an initiative (policyDefinitions)"));
      }
      return this;
    }

    /** Adds a definition. Of two with one name the first stays, and the second is a problem. */
    public Builder add(PolicyDefinition definition) {
      PolicyDefinition known = definitions.putIfAbsent(key(definition.name()), definition);
      if (known != null) {
        problems.add(duplicate(definition.source(), definition.name(), known.source()));
      }
      return this;
    }

    /** Adds an initiative. Of two with one name the first stays, and the second is a problem. */
    public Builder add(PolicyInitiative initiative) {
      PolicyInitiative known = initiatives.putIfAbsent(key(initiative.name()), initiative);
      if (known != null) {
        problems.add(duplicate(initiative.source(), initiative.name(), known.source()));
      }
      return this;
    }

    /** Adds what went wrong before a document could be read. */
    public Builder add(PolicyProblem problem) {
      problems.add(problem);
      return this;
    }

    private static PolicyProblem duplicate(String source, String name, String first) {
      return new PolicyProblem(source, "/name", "the name " + name + " is taken by " + first);
    }

    public PolicyLibrary build() {
      return new PolicyLibrary(this);
    }
  }
}
