package io.merlon.connect.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.detection.DetectionPlan;
import io.merlon.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The logs that come with the published rules match the rule that they are named for. */
class RecordedLogsTest {
  @TestFactory
  Stream<DynamicTest> everyRecordedLogMatchesItsRule() throws IOException {
    Path sigma = SharedData.require("sigma");
    DetectionPlan plan = PublishedRules.plan();
    try (Stream<Path> all = Files.walk(sigma.resolve("regression_data"))) {
      List<Path> logs = all.filter(file -> file.toString().endsWith(".evtx")).sorted().toList();
      assertThat(logs).hasSizeGreaterThan(90);
      return logs.stream()
          .map(log ->
              DynamicTest.dynamicTest(
                  String.valueOf(log.getFileName()), () -> matchesItsRule(plan, log)));
    }
  }

  private static void matchesItsRule(DetectionPlan plan, Path log) {
    Set<String> found = new HashSet<>();
    EventFiles.read(
        List.of(log),
        event -> plan.match(event).forEach(one -> found.add(String.valueOf(one.rule().id()))),
        problem -> {
          throw new AssertionError(problem.toString());
        });
    assertThat(found).contains(String.valueOf(log.getFileName()).replace(".evtx", ""));
  }
}
