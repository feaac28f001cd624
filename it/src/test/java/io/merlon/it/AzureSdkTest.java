package io.merlon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.ResourceId;
import io.merlon.model.Value;
import io.merlon.store.Database;
import io.merlon.store.EmbeddedPostgres;
import io.merlon.store.SubAssessment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Microsoft's own SDK against the server, with only endpoint and credential set: one test for each
 * operation group of {@code azure_sdk.py}.
 *
 * <p>It is the SDK for Python, which is generated from the same published specification as the one
 * for Java; the Java one is not in every registry.
 */
class AzureSdkTest {
  private static final int GROUPS = 18;
  @TempDir static Path folder;
  private static Optional<ServerProcess> server = Optional.empty();
  private static Optional<AzureSdk> sdk = Optional.empty();

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    sdk = AzureSdk.install();
    assumeTrue(sdk.isPresent(), "the Azure SDK cannot be installed: python3, its venv and pip");
    // so that the database's own account can go there
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    server = Optional.of(ServerProcess.start(folder.resolve("data"), "--demo=300"));
  }

  @AfterAll
  static void stop() {
    server.ifPresent(ServerProcess::close);
  }

  @TestFactory
  List<DynamicTest> everyOperationGroupWorks() throws IOException, InterruptedException {
    ServerProcess running = server.orElseThrow();
    String subscription = demoSubscription(running);
    addFindings(subscription);
    List<String> lines =
        sdk.orElseThrow()
            .run(
                "azure_sdk.py",
                Map.of(
                    "MERLON_SECRET",
                    running.secret(),
                    "REQUESTS_CA_BUNDLE",
                    running.certificate().toString()),
                running.address(),
                "admin",
                subscription);
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(dynamicTest("all groups ran", () -> assertThat(lines).hasSize(GROUPS)));
    for (String line : lines) {
      Value result = Json.parse(line);
      tests.add(
          dynamicTest(
              result.get("group").textOr(""),
              () -> assertThat(result.get("problem").textOr("")).isEmpty()));
    }
    return tests;
  }

  private static String demoSubscription(ServerProcess running)
      throws IOException, InterruptedException {
    return ((ArrayValue) running.get("/subscriptions").json().get("value"))
        .items().stream()
            .map(one -> one.get("subscriptionId").textOr(""))
            .filter(id -> !id.endsWith("-000000000000"))
            .findFirst()
            .orElseThrow();
  }

  /** No engine writes sub-assessments yet, so two are put where an engine will put them. */
  private static void addFindings(String subscription) throws IOException {
    try (Database database = Database.open(EmbeddedPostgres.running(folder.resolve("data")))) {
      ResourceId resource =
          database
              .resources()
              .list("/subscriptions/" + subscription, "", "", 1)
              .items()
              .getFirst()
              .id();
      assertThat(
              database
                  .subAssessments()
                  .replace(resource, "flaws", List.of(finding("flaw-1"), finding("flaw-2"))))
          .isTrue();
    }
  }

  private static SubAssessment finding(String name) {
    return new SubAssessment(
        name,
        (ObjectValue)
            Json.parse(
                """
                {"id": "CVE-2024-1", "displayName": "A flaw",
                 "status": {"code": "Unhealthy", "severity": "High"},
                 "additionalData": {"assessedResourceType": "ServerVulnerabilityAssessment"}}\
                """));
  }
}
