package io.merlon.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import io.merlon.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, as a user runs it. */
class AssessProcessTest {
  private static final String ACCOUNTS =
      """
      [{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/open",
        "name": "open", "type": "Microsoft.Storage/storageAccounts", "location": "westeurope",
        "properties": {"supportsHttpsTrafficOnly": false}},
       {"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/tight",
        "name": "tight", "type": "Microsoft.Storage/storageAccounts", "location": "westeurope",
        "properties": {"supportsHttpsTrafficOnly": true}}]
      """;

  @TempDir private Path folder;

  @Test
  void theUnmodifiedBenchmarkFindsTheOpenAccount() throws IOException, InterruptedException {
    Path inventory = Files.writeString(folder.resolve("export.json"), ACCOUNTS);
    MerlonProcess run =
        MerlonProcess.run(
            folder,
            "assess",
            "--inventory",
            inventory.toString(),
            "--definitions",
            SharedData.require("azure-policy").toString(),
            "--initiative",
            "Microsoft cloud security benchmark",
            "--output",
            "json");
    assertThat(run.err()).contains("2 resources").contains("0 problems");
    assertThat(run.exitCode()).isZero();
    Value report = Json.parse(run.out());
    assertThat(report.get("summary").get("resources")).hasToString("2");
    assertThat(report.get("summary").get("definitions").get("failed")).hasToString("0");
    assertThat(((ArrayValue) report.get("assessments")).items())
        .filteredOn(
            a -> a.get("recommendation").textOr("").equals("404c3081-a854-4457-ae30-26a93ef643f9"))
        .extracting(
            a -> a.get("resource").textOr("").endsWith("/open") + " " + a.get("status").textOr(""))
        .containsExactlyInAnyOrder("true Unhealthy", "false Healthy");
  }

  @Test
  void exitCodesTellFindingsUsageAndBadInputApart() throws IOException, InterruptedException {
    Path inventory = Files.writeString(folder.resolve("export.json"), ACCOUNTS);
    String file = inventory.toString();
    assertThat(MerlonProcess.run(folder, "assess", "--inventory", file).exitCode()).isZero();
    assertThat(
            MerlonProcess.run(folder, "assess", "--inventory", file, "--fail-on", "high")
                .exitCode())
        .isEqualTo(1);
    assertThat(MerlonProcess.run(folder, "assess", "--no-such-option").exitCode()).isEqualTo(2);
    Files.writeString(inventory, ACCOUNTS.substring(0, ACCOUNTS.length() - 40));
    MerlonProcess truncated = MerlonProcess.run(folder, "assess", "--inventory", file);
    assertThat(truncated.exitCode()).isEqualTo(3);
    assertThat(truncated.out()).contains("export.json").contains("1 resource ");
  }

  @Test
  void everyPublishedDefinitionIsLoadedOrClassed() throws IOException, InterruptedException {
    MerlonProcess run =
        MerlonProcess.run(
            folder, "definitions", "check", SharedData.require("azure-policy").toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().toList().getLast()).matches("\\d+ loaded, \\d+ classed, 0 failed");
  }
}
