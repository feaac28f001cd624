package io.merlon.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryCommandTest {
  private static final String GROUP = "/subscriptions/s/resourceGroups/g/providers/";
  @TempDir Path folder;
  private String inventory = "";

  @BeforeEach
  void write() throws IOException {
    inventory =
        Files.writeString(
                folder.resolve("inventory.json"),
                """
                [{"id": "%1$sMicrosoft.Storage/storageAccounts/a", "name": "a",
                  "type": "Microsoft.Storage/storageAccounts", "tags": {"cost": "=1+1"},
                  "properties": {"supportsHttpsTrafficOnly": false}},
                 {"id": "%1$sMicrosoft.Storage/storageAccounts/b", "name": "b",
                  "type": "Microsoft.Storage/storageAccounts",
                  "properties": {"supportsHttpsTrafficOnly": true}}]
                """
                    .formatted(GROUP))
            .toString();
  }

  private Run query(String text, String... more) {
    String[] arguments = new String[4 + more.length];
    arguments[0] = "query";
    arguments[1] = text;
    arguments[2] = "--inventory";
    arguments[3] = inventory;
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Run.of(arguments);
  }

  @Test
  void printsATable() {
    Run run =
        query(
            "resources | where properties.supportsHttpsTrafficOnly == false"
                + " | project name, type, tags");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "name  type                               tags",
            "a     microsoft.storage/storageaccounts  {\"cost\":\"=1+1\"}");
  }

  @Test
  void printsJsonAndCsv() {
    String text = "resources | summarize n = count() by type";
    assertThat(query(text, "-o", "json").out()).contains("\"n\" : 2");
    assertThat(query("resources | project tags.cost, name | take 1", "-o", "csv").out())
        .isEqualToNormalizingNewlines("tags_cost,name\n'=1+1,a\n");
  }

  @Test
  void aWrongQueryIsShownWithAMark() {
    Run run = query("resources\n| where nam == 'x'");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("there is no column 'nam'", "  | where nam == 'x'\n          ^");
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    Run run = Run.of("query", "count", "--inventory", folder.resolve("none").toString());
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("none");
  }
}
