package io.merlon.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.json.Json;
import io.merlon.json.JsonValues;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * The recorded events that come with the published rules match the rule that they are named for.
 */
class RegressionTest {
  @TestFactory
  Stream<DynamicTest> everyRecordedEventMatchesItsRule() throws IOException {
    Path sigma = SharedData.require("sigma");
    DetectionPlan plan = DetectionPlan.compile(rules(sigma), LogSources.builtIn());
    List<Path> recordings = files(sigma.resolve("regression_data"), ".json");
    assertThat(recordings).hasSizeGreaterThan(90);
    return recordings.stream()
        .map(file ->
            DynamicTest.dynamicTest(
                String.valueOf(file.getFileName()), () -> matchesItsRule(plan, file)));
  }

  private static void matchesItsRule(DetectionPlan plan, Path file) throws IOException {
    String rule = String.valueOf(file.getFileName()).replace(".json", "");
    List<String> found = new ArrayList<>();
    for (ObjectValue event : events(Files.readString(file))) {
      plan.match(new Event(file.toString(), 1, event))
          .forEach(one -> found.add(String.valueOf(one.rule().id())));
    }
    assertThat(found).contains(rule);
  }

  private static List<ObjectValue> events(String text) {
    List<ObjectValue> events = new ArrayList<>();
    JsonValues values = new JsonValues();
    try (JsonParser parser = Json.factory().createParser(ObjectReadContext.empty(), text)) {
      while (parser.nextToken() != null) {
        switch (values.read(parser)) {
          case ObjectValue event -> events.add(event);
          case ArrayValue(List<Value> items) ->
              items.forEach(item -> events.add((ObjectValue) item));
          default -> throw new AssertionError("not an event");
        }
      }
    }
    return events;
  }

  private static List<SigmaRule> rules(Path sigma) throws IOException {
    List<RuleLibrary.Source> sources = new ArrayList<>();
    for (String folder : List.of("rules", "rules-emerging-threats", "rules-threat-hunting")) {
      for (Path file : files(sigma.resolve(folder), ".yml")) {
        sources.add(new RuleLibrary.Source(file.toString(), Files.readString(file)));
      }
    }
    return RuleLibrary.read(sources).rules();
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
