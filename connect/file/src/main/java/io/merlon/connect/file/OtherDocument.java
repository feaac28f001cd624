package io.merlon.connect.file;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.util.List;
import java.util.Optional;

/** What lies beside definitions without being one. */
public enum OtherDocument {
  /** {@code {alias: path}}. */
  ALIAS_TABLE("alias table"),
  /**
   * Namespaces with resource types and aliases, as {@code az provider list --expand} gives them.
   */
  PROVIDER_CATALOGUE("provider catalogue"),
  /** Resources that a definition is tested with. */
  TEST_RESOURCES("test resources"),
  /** Events that a detection rule is tested with. */
  TEST_EVENTS("test events"),
  /** Anything that has nothing of a definition or initiative. */
  UNRELATED("no policy: it has neither a rule nor anything else of a definition or initiative");

  private static final List<String> OF_POLICY =
      List.of(
          "policyRule",
          "policyDefinitions",
          "policyType",
          "mode",
          "displayName",
          "parameters",
          "properties",
          "if",
          "then");

  private static final int LOOKED_AT = 50;

  private final String label;

  OtherDocument(String label) {
    this.label = label;
  }

  /** The words for it. */
  public String label() {
    return label;
  }

  static Optional<OtherDocument> of(Value document) {
    if (!(document instanceof ObjectValue object)) {
      return Optional.empty();
    }
    if (object.get("namespace") instanceof StringValue
        && object.get("resourceTypes") instanceof ArrayValue) {
      return Optional.of(PROVIDER_CATALOGUE);
    }
    if (object.get("matching") instanceof ArrayValue && object.get("other") instanceof ArrayValue) {
      return Optional.of(TEST_EVENTS);
    }
    if (object.get("healthy") instanceof ArrayValue
        && object.get("unhealthy") instanceof ArrayValue) {
      return Optional.of(TEST_RESOURCES);
    }
    if (isAliasTable(object)) {
      return Optional.of(ALIAS_TABLE);
    }
    boolean unrelated =
        object.size() > 0 && OF_POLICY.stream().allMatch(name -> object.get(name).isAbsent());
    return unrelated ? Optional.of(UNRELATED) : Optional.empty();
  }

  private static boolean isAliasTable(ObjectValue object) {
    for (int i = 0; i < Math.min(object.size(), LOOKED_AT); i++) {
      boolean alias = object.nameAt(i).text().indexOf('/') > 0;
      if (!alias || !(object.valueAt(i) instanceof StringValue)) {
        return false;
      }
    }
    return object.size() > 0;
  }
}
