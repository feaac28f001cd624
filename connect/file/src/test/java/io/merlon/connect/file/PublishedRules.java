package io.merlon.connect.file;

import io.merlon.detection.DetectionPlan;
import io.merlon.detection.LogSources;
import io.merlon.testing.SharedData;
import java.nio.file.Path;
import java.util.stream.Stream;

/** All published rules, compiled. */
final class PublishedRules {
  private PublishedRules() {}

  static DetectionPlan plan() {
    Path sigma = SharedData.require("sigma");
    return DetectionPlan.compile(
        RuleFiles.read(
                Stream.of("rules", "rules-emerging-threats", "rules-threat-hunting")
                    .map(sigma::resolve)
                    .toList())
            .rules(),
        LogSources.builtIn());
  }
}
