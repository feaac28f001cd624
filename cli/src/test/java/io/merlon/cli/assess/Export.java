package io.merlon.cli.assess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A small export with definitions, as a user would have it, written to a folder. */
final class Export {
  /** What somebody may call a resource to get at who reads the report. */
  static final String HOSTILE = "=cmd|<script>alert(1)</script>\u001b[2J\"'&\u202e";

  private static final String DEFINITION =
      """
      {"id": "/providers/Microsoft.Authorization/policyDefinitions/only-https", "name": "only-https",
       "properties": {"displayName": "Only HTTPS", "policyType": "Custom", "mode": "Indexed",
        "description": "Storage takes HTTPS only.",
        "metadata": {"category": "Storage", "merlon": {"severity": "Medium", "why": "Plain HTTP can be read.",
          "remediation": ["Switch it on."], "control": "encrypt-data-in-transit", "techniques": ["T1040"]}},
        "parameters": {"effect": {"type": "String", "allowedValues": ["Audit", "Disabled"], "defaultValue": "Audit"}},
        "policyRule": {"if": {"allOf": [
           {"field": "type", "equals": "Microsoft.Storage/storageAccounts"},
           {"field": "Microsoft.Storage/storageAccounts/supportsHttpsTrafficOnly", "notEquals": true}]},
          "then": {"effect": "[parameters('effect')]"}}}}
      """;

  private static final String INITIATIVE =
      """
      {"id": "/providers/Microsoft.Authorization/policySetDefinitions/house-rules", "name": "house-rules",
       "properties": {"displayName": "House rules", "policyType": "Custom",
        "policyDefinitionGroups": [{"name": "HR-1", "displayName": "Nothing in clear"}],
        "policyDefinitions": [{"policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/only-https",
          "policyDefinitionReferenceId": "onlyHttps", "groupNames": ["HR-1"]}]}}
      """;

  private final Path folder;

  Export(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("definitions"));
    Files.writeString(folder.resolve("definitions/only-https.json"), DEFINITION);
    Files.writeString(folder.resolve("definitions/house-rules.json"), INITIATIVE);
    inventory("export.json", account("safe", true), account("plain", false));
  }

  /** Writes an inventory of these resources. */
  String inventory(String name, String... resources) throws IOException {
    return write(name, "[" + String.join(",\n", resources) + "]");
  }

  String write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  static String account(String name, boolean httpsOnly) {
    String escaped = name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\u001b", "\\u001b");
    return """
    {"id": "/subscriptions/S1/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/%s",
     "name": "%s", "type": "Microsoft.Storage/storageAccounts", "location": "westeurope",
     "properties": {"supportsHttpsTrafficOnly": %s}}\
    """
        .formatted(escaped, escaped, httpsOnly);
  }

  /** The arguments of an assessment of the export by its own initiative. */
  String[] assess(String... more) {
    return assess(List.of(path("export.json").toString()), more);
  }

  String[] assess(List<String> inventories, String... more) {
    List<String> arguments = new ArrayList<>(List.of("assess"));
    for (String inventory : inventories) {
      arguments.addAll(List.of("--inventory", inventory));
    }
    arguments.addAll(List.of("--definitions", path("definitions").toString()));
    arguments.addAll(List.of("--initiative", "house-rules"));
    arguments.addAll(Arrays.asList(more));
    return arguments.toArray(String[]::new);
  }
}
