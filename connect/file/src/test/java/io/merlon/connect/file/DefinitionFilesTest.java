package io.merlon.connect.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.policy.PolicyExemption;
import io.merlon.testing.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionFilesTest {
  private static final String RULE =
      """
      "policyRule": {"if": {"field": "type", "equals": "a/b"}, "then": {"effect": "audit"}}\
      """;

  @TempDir Path folder;

  private void write(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
    ReadInventory.write(file, text);
  }

  private DefinitionFiles read(String... names) {
    return DefinitionFiles.read(
        List.of(names).stream().map(name -> folder.resolve(name).toString()).toList());
  }

  private static List<String> names(DefinitionFiles files) {
    return files.definitions().stream().map(definition -> definition.name()).toList();
  }

  @Test
  void readsAFolderOfDefinitionsAndWhatLiesBesideThem() throws Exception {
    write("set/b/one.json", "{\"name\": \"one\", \"properties\": {%s}}".formatted(RULE));
    write("set/b/one.test.json", "{\"healthy\": [], \"unhealthy\": []}");
    write("set/a.json", "{\"name\": \"raw\", %s}".formatted(RULE));
    write(
        "set/list.json", "{\"value\": [{\"name\": \"x\", \"properties\": {%s}}]}".formatted(RULE));
    write("set/README.md", "text");
    write(
        "set/initiative.json",
        """
        {"name": "i", "properties": {"policyDefinitions": [{"policyDefinitionId": "/p/one"}]}}
        """);
    write("set/c/aliases.json", "{\"a/b/c\": \"properties.c\"}");
    DefinitionFiles files = read("set");
    assertThat(files.problems()).isEmpty();
    assertThat(names(files)).containsExactly("raw", "one", "x");
    assertThat(files.initiatives()).hasSize(1);
    assertThat(files.others().values())
        .containsExactlyInAnyOrder(OtherDocument.TEST_RESOURCES, OtherDocument.ALIAS_TABLE);
    assertThat(files.aliases().find("A/B/c").orElseThrow().path()).isEqualTo("properties.c");
    assertThat(files.library().definition("ONE")).isPresent();
  }

  @Test
  void namesWhatIsWrongByFileAndPointer() throws Exception {
    write("set/broken.json", "{\n \"name\" 1}");
    write("set/empty.json", "");
    write("set/list.json", "[{\"name\": \"good\", %s}, {\"name\": \"other\"}, 5]".formatted(RULE));
    write("set/rule.json", "[{\"policyRule\": {\"if\": {\"nope\": 1}}}]");
    DefinitionFiles files = read("set", "missing");
    assertThat(names(files)).containsExactly("good");
    assertThat(files.problems().stream().map(Object::toString).toList())
        .anySatisfy(p -> assertThat(p).contains("missing: there is no such"))
        .anySatisfy(p -> assertThat(p).contains("broken.json: is not JSON", "line 2"))
        .anySatisfy(p -> assertThat(p).contains("empty.json: is empty"))
        .anySatisfy(p -> assertThat(p).contains("list.json#/1: is neither"))
        .anySatisfy(p -> assertThat(p).contains("list.json#/2: is neither"))
        .anySatisfy(p -> assertThat(p).contains("rule.json#/0/policyRule"));
  }

  @Test
  void usesTheAliasTableAbove() throws Exception {
    write("aliases.json", "{\"a/b/c\": \"properties.c\"}");
    write("x/y/z/one.json", "{\"name\": \"one\", %s}".formatted(RULE));
    assertThat(read("x/y/z").aliases().size()).isEqualTo(1);
    assertThat(read("x/y/z").others()).isEmpty();
  }

  @Test
  void usesAProviderCatalogueOfTheFolderItself() throws Exception {
    String catalogue =
        """
        [{"namespace": "A", "resourceTypes": [{"resourceType": "b", "aliases": [
          {"name": "A/b/%s", "defaultPath": "properties.%s", "paths": []}]}]}]
        """;
    write("set/providers.json", catalogue.formatted("c", "c"));
    write("set/below/providers.json", catalogue.formatted("d", "d"));
    DefinitionFiles files = read("set");
    assertThat(files.problems()).isEmpty();
    assertThat(files.aliases().find("a/b/c")).isPresent();
    assertThat(files.aliases().find("a/b/d")).isEmpty();
    assertThat(files.others()).hasSize(2);
  }

  @Test
  void usesAnAliasTableOfAnyNameThatIsGivenItself() throws Exception {
    write("mine.json", "{\"a/b/c\": \"properties.c\"}");
    assertThat(read("mine.json").aliases().size()).isEqualTo(1);
  }

  @Test
  void readsExemptionsInEveryForm() throws Exception {
    String text =
        """
        {"id": "/subscriptions/s/providers/Microsoft.Authorization/policyExemptions/%s",
         "name": "%s", "properties": {"policyAssignmentId": "/a", "exemptionCategory": "Waiver"}}
        """;
    write("one.json", text.formatted("1", "1"));
    write("list.json", "{\"value\":[" + text.formatted("2", "2") + ", {}]}");
    write("lines.json", text.formatted("3", "3") + text.formatted("4", "4"));
    DocumentFiles<PolicyExemption> read =
        DocumentFiles.read(
            List.of("one.json", "list.json", "lines.json").stream()
                .map(name -> folder.resolve(name).toString())
                .toList(),
            PolicyExemption::read);
    assertThat(
            read.items().stream()
                .map(exemption -> exemption.id().substring(exemption.id().length() - 1)))
        .containsExactly("1", "2", "3", "4");
    assertThat(read.problems()).isNotEmpty().allMatch(p -> p.pointer().startsWith("/value/1"));
  }

  @Test
  void readsAllThatAzurePublishes() {
    Path azure = SharedData.require("azure-policy");
    DefinitionFiles files =
        DefinitionFiles.read(
            List.of(
                azure.resolve("policyDefinitions").toString(),
                azure.resolve("policySetDefinitions").toString()));
    assertThat(files.definitions()).hasSize(3594);
    assertThat(files.initiatives()).hasSizeGreaterThan(150);
    assertThat(files.problems()).isEmpty();
    assertThat(files.aliases().size()).isGreaterThan(76_000);
  }
}
