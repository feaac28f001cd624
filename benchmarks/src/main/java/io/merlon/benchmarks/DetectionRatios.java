package io.merlon.benchmarks;

import io.merlon.connect.file.EventFiles;
import io.merlon.connect.file.RuleFiles;
import io.merlon.detection.DetectionPlan;
import io.merlon.detection.Event;
import io.merlon.detection.LogSources;
import io.merlon.detection.SigmaRule;
import io.merlon.detection.behaviour.BehaviourAnalyzer;
import io.merlon.detection.behaviour.BehaviourRules;
import io.merlon.json.Json;
import io.merlon.json.JsonValues;
import io.merlon.model.ObjectValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * What matching all published rules costs beside parsing the events: {@code DetectionRatios DATA}.
 */
public final class DetectionRatios {
  private static final int MOST_EVENTS = 60_000;
  private static final int ROUNDS = 12;

  private final List<byte[]> lines = new ArrayList<>();
  private final AtomicLong sink = new AtomicLong();

  private DetectionRatios() {}

  public static void main(String[] arguments) {
    Path data = Path.of(arguments.length > 0 ? arguments[0] : "../shared/data");
    List<SigmaRule> rules = new ArrayList<>();
    for (String folder : List.of("rules", "rules-emerging-threats", "rules-threat-hunting")) {
      rules.addAll(RuleFiles.read(List.of(data.resolve("sigma").resolve(folder))).rules());
    }
    Path recorded = data.resolve("attack-events/security-datasets");
    measure("mixed", recorded, rules, false);
    measure("Sysmon only", recorded, rules, true);
  }

  private static void measure(String name, Path recorded, List<SigmaRule> rules, boolean sysmon) {
    DetectionRatios sample = new DetectionRatios();
    sample.load(recorded, sysmon);
    List<SigmaRule> shuffled = new ArrayList<>(rules);
    Collections.shuffle(shuffled, new Random(1));
    DetectionPlan hundred = plan(shuffled.subList(0, 100));
    DetectionPlan thousand = plan(shuffled.subList(0, 1000));
    DetectionPlan all = plan(rules);
    long bytes = sample.lines.stream().mapToLong(line -> line.length).sum();
    System.out.printf(
        "%n%s: %,d events, %,d MB, %,d rules%n",
        name, sample.lines.size(), bytes >> 20, rules.size());
    new Rounds()
        .task("parse: Jackson, every token, name and text", sample::tokens)
        .task("parse: to our values", () -> sample.values(event -> 0, sample.lines))
        .task("parse and match: 100 rules", () -> sample.values(matches(hundred), sample.lines))
        .task("parse and match: 1,000 rules", () -> sample.values(matches(thousand), sample.lines))
        .task("parse and match: all rules", () -> sample.values(matches(all), sample.lines))
        .task("parse and look at behaviour", () -> sample.values(behaviour(), sample.lines))
        .task("parse and match: all rules, two threads", () -> sample.inTwo(matches(all)))
        .run(ROUNDS)
        .print();
  }

  /** Everything is learnt anew in each round. */
  private static ToIntFunction<Event> behaviour() {
    BehaviourAnalyzer analyzer = new BehaviourAnalyzer(BehaviourRules.builtIn());
    return event -> analyzer.accept(event).size();
  }

  private static DetectionPlan plan(List<SigmaRule> rules) {
    return DetectionPlan.compile(rules, LogSources.builtIn());
  }

  private void load(Path recorded, boolean sysmon) {
    EventFiles.read(
        List.of(recorded),
        event -> {
          String line = Json.write(event.fields());
          if (lines.size() < MOST_EVENTS && (!sysmon || line.contains("Sysmon/Operational"))) {
            lines.add(line.getBytes(StandardCharsets.UTF_8));
          }
        },
        problem -> {});
  }

  private void tokens() {
    long characters = 0;
    for (byte[] line : lines) {
      try (JsonParser parser = Json.factory().createParser(ObjectReadContext.empty(), line)) {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
          if (token == JsonToken.PROPERTY_NAME) {
            characters += parser.currentName().length();
          } else if (token == JsonToken.VALUE_STRING) {
            characters += parser.getString().length();
          }
        }
      }
    }
    sink.addAndGet(characters);
  }

  /** An event is looked at when it has just been parsed, as it is in use. */
  private void values(ToIntFunction<Event> look, List<byte[]> some) {
    JsonValues values = new JsonValues();
    for (byte[] line : some) {
      try (JsonParser parser = Json.factory().createParser(ObjectReadContext.empty(), line)) {
        parser.nextToken();
        if (values.read(parser) instanceof ObjectValue fields) {
          sink.addAndGet(look.applyAsInt(new Event("benchmark", 1, fields)));
        }
      }
    }
  }

  private void inTwo(ToIntFunction<Event> look) {
    List<byte[]> even = new ArrayList<>();
    List<byte[]> odd = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      (i % 2 == 0 ? even : odd).add(lines.get(i));
    }
    Thread other = Thread.ofPlatform().start(() -> values(look, odd));
    values(look, even);
    try {
      other.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ToIntFunction<Event> matches(DetectionPlan plan) {
    return event -> plan.match(event).size();
  }
}
