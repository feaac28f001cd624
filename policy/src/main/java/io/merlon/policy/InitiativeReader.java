package io.merlon.policy;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.syntax.TemplateParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads an initiative, with or without the envelope of {@code id} and {@code properties}. */
final class InitiativeReader {
  private final DocumentReader reader;

  InitiativeReader(String source, Consumer<PolicyProblem> problems) {
    this.reader = new DocumentReader(source, problems);
  }

  Optional<PolicyInitiative> read(Value value) {
    if (!(value instanceof ObjectValue document)) {
      reader.problem("", "an initiative is a JSON object");
      return Optional.empty();
    }
    boolean enveloped = document.get("properties") instanceof ObjectValue;
    ObjectValue properties =
        document.get("properties") instanceof ObjectValue inner ? inner : document;
    String pointer = enveloped ? "/properties" : "";
    List<PolicyParameter> parameters =
        reader.parameters(properties.get("parameters"), pointer + "/parameters", false);
    List<PolicyGroup> groups =
        groups(properties.get("policyDefinitionGroups"), pointer + "/policyDefinitionGroups");
    List<PolicyReference> references =
        references(
            properties.get("policyDefinitions"),
            parameters,
            groups,
            pointer + "/policyDefinitions");
    if (reader.failed()) {
      return Optional.empty();
    }
    String name = reader.name(document);
    return Optional.of(
        new PolicyInitiative(
            reader.source(),
            document.get("id").textOr(""),
            name,
            properties.get("displayName").textOr(name),
            properties.get("description").textOr(""),
            properties.get("version").textOr(properties.get("metadata").get("version").textOr("")),
            properties.get("metadata") instanceof ObjectValue metadata
                ? metadata
                : ObjectValue.EMPTY,
            parameters,
            groups,
            references));
  }

  private List<PolicyGroup> groups(Value value, String pointer) {
    List<PolicyGroup> groups = new ArrayList<>();
    if (value.isNullOrAbsent()) {
      return groups;
    }
    if (!(value instanceof ArrayValue(List<Value> items))) {
      reader.problem(pointer, "policyDefinitionGroups is an array");
      return groups;
    }
    for (int i = 0; i < items.size(); i++) {
      Value group = items.get(i);
      String name = group.get("name").textOr("");
      if (name.isEmpty()) {
        reader.problem(pointer + '/' + i, "the group has no name");
      }
      groups.add(
          new PolicyGroup(
              name,
              group.get("displayName").textOr(""),
              group.get("description").textOr(""),
              group.get("category").textOr(""),
              group.get("additionalMetadataId").textOr("")));
    }
    return groups;
  }

  private List<PolicyReference> references(
      Value value, List<PolicyParameter> parameters, List<PolicyGroup> groups, String pointer) {
    List<PolicyReference> references = new ArrayList<>();
    if (!(value instanceof ArrayValue(List<Value> items))) {
      reader.problem(pointer, "policyDefinitions is an array of references");
      return references;
    }
    Set<String> groupNames = new HashSet<>();
    groups.forEach(group -> groupNames.add(group.name().toLowerCase(Locale.ROOT)));
    TemplateParser templates =
        new TemplateParser(DocumentReader.vocabulary(parameters), reader::problem);
    for (int i = 0; i < items.size(); i++) {
      Value item = items.get(i);
      String below = pointer + '/' + i;
      String definitionId = item.get("policyDefinitionId").textOr("");
      if (definitionId.isEmpty()) {
        reader.problem(below, "the reference has no policyDefinitionId");
      }
      List<String> names = new ArrayList<>();
      if (item.get("groupNames") instanceof ArrayValue(List<Value> listed)) {
        for (Value name : listed) {
          if (!(name instanceof StringValue(String text))) {
            reader.problem(below + "/groupNames", "a group is named by a string");
          } else if (!groupNames.contains(text.toLowerCase(Locale.ROOT))) {
            reader.problem(below + "/groupNames", "the initiative has no group '" + text + "'");
          } else {
            names.add(text);
          }
        }
      }
      Value passed = item.get("parameters");
      templates.parse(passed, below + "/parameters");
      references.add(
          new PolicyReference(
              definitionId,
              item.get("policyDefinitionReferenceId").textOr(definitionId),
              passed instanceof ObjectValue object ? object : ObjectValue.EMPTY,
              names));
    }
    return references;
  }
}
