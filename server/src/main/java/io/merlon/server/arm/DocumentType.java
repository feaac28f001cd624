package io.merlon.server.arm;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How documents of one type are written and shown.
 *
 * @param name as it is written, such as {@code Microsoft.Security/automations}
 * @param scope where they may lie, as a regular expression of the scope in lower case
 * @param check refuses a wrong document by an {@link ArmException}
 * @param usual what there is until somebody writes it: properties by name; when there are any, no
 *     other name may be written
 * @param statuses what changes are answered with
 * @param secrets properties that are kept and never shown, wherever they lie
 * @param stamped the property that holds the time of the last change
 */
record DocumentType(
    String name,
    String scope,
    Consumer<ObjectValue> check,
    Map<String, ObjectValue> usual,
    DocumentStatuses statuses,
    Set<String> secrets,
    Optional<String> stamped) {
  static final String ANYWHERE = ".*";
  static final String SUBSCRIPTION = "/subscriptions/[^/]+";
  static final String GROUP = SUBSCRIPTION + "/resourcegroups/[^/]+";

  DocumentType {
    usual = Map.copyOf(usual);
    secrets = Set.copyOf(secrets);
  }

  /** A type of which nothing is special. */
  static DocumentType of(String name, String scope, Consumer<ObjectValue> check) {
    return new DocumentType(
        name, scope, check, Map.of(), DocumentStatuses.USUAL, Set.of(), Optional.empty());
  }

  DocumentType withUsual(String one, ObjectValue properties) {
    return new DocumentType(
        name, scope, check, Map.of(one, properties), statuses, secrets, stamped);
  }

  DocumentType answering(int created, int deleted, int absent) {
    return new DocumentType(
        name,
        scope,
        check,
        usual,
        new DocumentStatuses(created, deleted, absent),
        secrets,
        stamped);
  }

  DocumentType withSecrets(String... names) {
    return new DocumentType(name, scope, check, usual, statuses, Set.of(names), stamped);
  }

  DocumentType stampedBy(String property) {
    return new DocumentType(name, scope, check, usual, statuses, secrets, Optional.of(property));
  }

  /** The document without its secrets. */
  ObjectValue shown(ObjectValue document) {
    return secrets.isEmpty() ? document : (ObjectValue) withoutSecrets(document);
  }

  private Value withoutSecrets(Value value) {
    return switch (value) {
      case ObjectValue object -> {
        ObjectValue.Builder shown = ObjectValue.builder();
        for (int i = 0; i < object.size(); i++) {
          if (!secrets.contains(object.nameAt(i).toString())) {
            shown.put(object.nameAt(i), withoutSecrets(object.valueAt(i)));
          }
        }
        yield shown.build();
      }
      case ArrayValue array ->
          new ArrayValue(array.items().stream().map(this::withoutSecrets).toList());
      default -> value;
    };
  }
}
