package io.merlon.connect.file;

import static io.merlon.connect.file.ReadInventory.account;
import static io.merlon.connect.file.ReadInventory.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.model.Resource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryFormsTest {
  @TempDir Path folder;

  private ReadInventory read(String text) throws Exception {
    return ReadInventory.of(ReadInventory.write(folder.resolve("input"), text));
  }

  private void assertHoldsAAndB(String text) throws Exception {
    ReadInventory read = read(text);
    assertThat(read.problems()).isEmpty();
    assertThat(read.ids()).containsExactly(id("a"), id("b"));
  }

  @Test
  void readsAnArray() throws Exception {
    assertHoldsAAndB("[" + account("a") + ",\n  " + account("b") + "]");
  }

  @Test
  void readsTheAnswersOfTheArmApi() throws Exception {
    assertHoldsAAndB("{\"value\":[" + account("a") + "," + account("b") + "],\"nextLink\":\"u\"}");
  }

  @Test
  void readsPagesOnLinesAndInAnArray() throws Exception {
    String page = "{\"nextLink\":null,\"value\":[%s]}";
    assertHoldsAAndB(page.formatted(account("a")) + "\n" + page.formatted(account("b")));
    assertHoldsAAndB("[" + page.formatted(account("a")) + "," + page.formatted(account("b")) + "]");
  }

  @Test
  void readsResourceGraphAnswers() throws Exception {
    assertHoldsAAndB(
        """
        {
          "count": 2,
          "data": [
            %s,
            %s
          ],
          "skip_token": null,
          "total_records": 2
        }
        """
            .formatted(account("a"), account("b")));
  }

  @Test
  void readsResourceGraphTables() throws Exception {
    assertHoldsAAndB(
        """
        {"totalRecords": 2, "data": {
          "columns": [{"name": "id", "type": "string"}, {"name": "type", "type": "string"}],
          "rows": [["%s", "Microsoft.Storage/storageAccounts"],
                   ["%s", "Microsoft.Storage/storageAccounts"]]}}
        """
            .formatted(id("a"), id("b")));
  }

  @Test
  void readsDocumentsOneAfterTheOther() throws Exception {
    assertHoldsAAndB(account("a") + "\n" + account("b") + "\n");
    assertHoldsAAndB(account("a") + account("b"));
    assertHoldsAAndB("{\n \"x\": 1,\n" + account("a").substring(1) + "\n" + account("b"));
  }

  @Test
  void aListOfManyItemsNeedsNoEndToBeKnown() throws Exception {
    StringBuilder text = new StringBuilder("{\"value\":[");
    for (int i = 0; i < 2000; i++) {
      text.append(i == 0 ? "" : ",\n").append(account("n" + i));
    }
    ReadInventory read = read(text.toString());
    assertThat(read.ids()).hasSize(2000).startsWith(id("n0")).endsWith(id("n1999"));
    assertThat(read.problems()).singleElement().asString().contains("cut short");
  }

  @ParameterizedTest
  @ValueSource(strings = {"value", "data", "resources"})
  void aResourceKeepsItsOwnLists(String property) throws Exception {
    String list = "\"%s\":[{\"type\":\"inner\",\"name\":\"x\"}]".formatted(property);
    for (String text :
        List.of(
            "{" + list + "," + account("a").substring(1),
            account("a").substring(0, account("a").length() - 1) + "," + list + "}")) {
      ReadInventory read = read(text);
      assertThat(read.ids()).containsExactly(id("a"));
      assertThat(read.resources().getFirst().document().get(property).toString()).contains("inner");
    }
  }

  @Test
  void namesTheResourcesOfATemplate() throws Exception {
    ReadInventory read =
        read(
            """
            {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
             "contentVersion": "1.0.0.0",
             "parameters": {"vaults_v_name": {"defaultValue": "v1", "type": "String"}},
             "variables": {},
             "resources": [
               {"type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01",
                "name": "[parameters('vaults_v_name')]", "properties": {}},
               {"type": "Microsoft.KeyVault/vaults/keys", "apiVersion": "2023-07-01",
                "name": "[concat(parameters('vaults_v_name'), '/k')]"},
               {"type": "Microsoft.KeyVault/vaults/secrets",
                "name": "[format('{0}/{1}', parameters('vaults_v_name'), 's')]"},
               {"type": "Microsoft.KeyVault/vaults", "name": "[uniqueString('x')]"},
               {"type": "Microsoft.KeyVault/vaults/keys", "name": "k"}]}
            """);
    assertThat(read.ids())
        .containsExactly(
            "/providers/Microsoft.KeyVault/vaults/v1",
            "/providers/Microsoft.KeyVault/vaults/v1/keys/k",
            "/providers/Microsoft.KeyVault/vaults/v1/secrets/s");
    Resource vault = read.resources().getFirst();
    assertThat(vault.document().get("apiVersion").textOr("")).isEqualTo("2023-07-01");
    assertThat(vault.document().get("id").textOr("")).isEqualTo(vault.id().text());
    assertThat(read.problems())
        .satisfiesExactly(
            problem -> assertThat(problem).contains("expression", "uniqueString"),
            problem -> assertThat(problem).contains("levels of its type"));
  }

  @Test
  void namesTheResourcesOfATemplateThatKeysThem() throws Exception {
    ReadInventory read =
        read(
            """
            {"languageVersion": "2.0", "resources": {
              "vault": {"type": "Microsoft.KeyVault/vaults", "name": "v"}}}
            """);
    assertThat(read.ids()).containsExactly("/providers/Microsoft.KeyVault/vaults/v");
  }

  @Test
  void takesAMissingTypeFromTheIdAndAMissingIdFromTheName() throws Exception {
    ReadInventory read =
        read(
            """
            {"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers/a/databases/b"}
            {"type": "Microsoft.Web/sites", "name": "w", "resourceGroup": "g", "subscriptionId": "s"}
            """);
    assertThat(read.problems()).singleElement().asString().contains("has no type");
    assertThat(read.resources().getFirst().type().text())
        .isEqualTo("Microsoft.Sql/servers/databases");
    assertThat(read.resources().getFirst().document().get("type").textOr(""))
        .isEqualTo("Microsoft.Sql/servers/databases");
    assertThat(read.ids().getLast())
        .isEqualTo("/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/w");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"UTF-8", "UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE"})
  void readsEveryEncodingOfUnicodeAndPackedToo(String charset) throws Exception {
    String text = "[" + account("a") + "," + account("b\u00e9\uD83D\uDE80".repeat(9000)) + "]";
    byte[] bytes = text.getBytes(Charset.forName(charset));
    for (byte[] input : List.of(bytes, ReadInventory.packed(bytes))) {
      ReadInventory read = ReadInventory.of(Files.write(folder.resolve("input"), input));
      assertThat(read.problems()).isEmpty();
      assertThat(read.ids()).containsExactly(id("a"), id("b\u00e9\uD83D\uDE80".repeat(9000)));
    }
  }

  @Test
  void passesOverAByteOrderMark() throws Exception {
    assertHoldsAAndB("\uFEFF" + account("a") + "\n" + account("b"));
    assertHoldsAAndB("\uFEFF[" + account("a") + "," + account("b") + "]");
  }

  @Test
  void readsStandardInputTwiceAndLeavesNothingBehind() throws Exception {
    ReadInventory read =
        ReadInventory.of(
            InventoryLimits.USUAL,
            new ByteArrayInputStream(account("a").getBytes(StandardCharsets.UTF_8)),
            List.of("-"));
    assertThat(read.ids()).containsExactly(id("a"));
  }

  @Test
  void readsFoldersByNameAndPassesOverHiddenFiles() throws Exception {
    Path inner = Files.createDirectories(folder.resolve("in/b"));
    ReadInventory.write(inner.resolve("x.json"), account("second"));
    ReadInventory.write(folder.resolve("in/a.txt"), account("first"));
    ReadInventory.write(folder.resolve("in/c"), account("third"));
    ReadInventory.write(folder.resolve("in/.hidden"), "no JSON");
    ReadInventory read = ReadInventory.of(folder.resolve("in"));
    assertThat(read.problems()).isEmpty();
    assertThat(read.ids()).containsExactly(id("first"), id("second"), id("third"));
  }

  @Test
  void tellsHowFarItHasCome() throws IOException, InterruptedException {
    Path file = ReadInventory.write(folder.resolve("input"), (account("a") + "\n").repeat(3000));
    List<Long> positions = new java.util.ArrayList<>();
    try (InventoryFiles files =
        InventoryFiles.open(
            List.of(file.toString()),
            ByteArrayInputStream.nullInputStream(),
            InventoryLimits.USUAL)) {
      files.read((read, total) -> positions.add(total - read), resource -> {});
    }
    assertThat(positions).isNotEmpty().isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(positions.getLast()).isZero();
  }
}
