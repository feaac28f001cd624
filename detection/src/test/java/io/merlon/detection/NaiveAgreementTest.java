package io.merlon.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.testing.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

/** The compiled plan finds what reading rule by rule finds. */
class NaiveAgreementTest {
  private static final int EVERY = 401;
  private static final int LONGEST = 100_000;
  private static final LogSources SOURCES = LogSources.builtIn();

  private static Set<String> planned(DetectionPlan plan, ObjectValue event) {
    Set<String> found = new TreeSet<>();
    plan.match(new Event("test", 1, event)).forEach(one -> found.add(one.rule().source()));
    return found;
  }

  private static Set<String> naive(List<SigmaRule> rules, ObjectValue event) {
    Set<String> found = new TreeSet<>();
    for (SigmaRule rule : rules) {
      if (NaiveEvaluator.matches(rule, SOURCES, event)) {
        found.add(rule.source());
      }
    }
    return found;
  }

  @Test
  void onEveryFourHundredAndFirstRecordedEventWithAllPublishedRules() throws IOException {
    List<SigmaRule> rules = publishedRules();
    DetectionPlan plan = DetectionPlan.compile(rules, SOURCES);
    List<ObjectValue> events = new ArrayList<>();
    int[] seen = {0};
    try (Stream<Path> files = Files.walk(SharedData.require("attack-events"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".zip")).sorted().toList()) {
        sample(file, events, seen);
      }
    }
    assertThat(events).hasSizeGreaterThan(500);
    int matches = 0;
    for (ObjectValue event : events) {
      Set<String> found = planned(plan, event);
      assertThat(found).isEqualTo(naive(rules, event));
      matches += found.size();
    }
    assertThat(matches).isGreaterThan(5);
  }

  private static void sample(Path file, List<ObjectValue> events, int[] seen) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(raw)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.getName().endsWith(".json")) {
          continue;
        }
        for (String line : new String(zip.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
          if (seen[0]++ % EVERY == 0 && line.length() < LONGEST) {
            parsed(line, events);
          }
        }
      }
    }
  }

  private static void parsed(String line, List<ObjectValue> events) {
    try {
      if (Json.parse(line) instanceof ObjectValue event) {
        events.add(event);
      }
    } catch (JacksonException partOfADocument) {
      // a document over several lines; the others are enough
    }
  }

  private static List<SigmaRule> publishedRules() throws IOException {
    Path sigma = SharedData.require("sigma");
    List<RuleLibrary.Source> sources = new ArrayList<>();
    for (String folder : List.of("rules", "rules-emerging-threats", "rules-threat-hunting")) {
      try (Stream<Path> all = Files.walk(sigma.resolve(folder))) {
        for (Path file : all.filter(one -> one.toString().endsWith(".yml")).sorted().toList()) {
          sources.add(new RuleLibrary.Source(file.toString(), Files.readString(file)));
        }
      }
    }
    return RuleLibrary.read(sources).rules();
  }

  @Provide
  Arbitrary<String> rules() {
    Arbitrary<String> fields =
        Arbitraries.of(
            "Image",
            "CommandLine",
            "a.b",
            "EventID",
            "Threat",
            "Image|contains",
            "CommandLine|contains|all",
            "Image|endswith",
            "a.b|startswith",
            "CommandLine|re",
            "EventID|gt",
            "Image|cased",
            "CommandLine|contains|cased",
            "Threat|exists",
            "Image|neq",
            "CommandLine|windash|contains");
    Arbitrary<String> search =
        Combinators.combine(fields, values().list().ofMinSize(1).ofMaxSize(3))
            .as(NaiveAgreementTest::fieldTest)
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(NaiveAgreementTest::oneOfEachField);
    Arbitrary<String> keywords =
        values()
            .list()
            .ofMinSize(1)
            .ofMaxSize(2)
            .map(words ->
                words.stream().map(word -> "    - '" + word + "'\n").reduce("", String::concat));
    Arbitrary<String> condition =
        Arbitraries.of(
            "one",
            "two",
            "one and two",
            "one or two",
            "one and not two",
            "not one",
            "1 of them",
            "all of them",
            "not (one or two)",
            "one and (two or not two)");
    return Combinators.combine(
            search,
            Arbitraries.oneOf(search, keywords),
            condition,
            Arbitraries.of(
                "product: windows\n  category: process_creation",
                "product: linux",
                "category: webserver",
                "product: nothing"))
        .as((one, two, all, source) ->
            "title: t\nlogsource:\n  %s\ndetection:\n  one:\n%s  two:\n%s  condition: %s\n"
                .formatted(source, one, two, all));
  }

  private static String oneOfEachField(List<String> tests) {
    Map<String, String> byField = new TreeMap<>();
    tests.forEach(test -> byField.put(test.substring(0, test.indexOf(':')), test));
    return String.join("", byField.values());
  }

  private static String fieldTest(String field, List<String> values) {
    if (field.endsWith("|exists")) {
      return "    " + field + ": " + (values.size() % 2 == 0) + "\n";
    }
    if (field.endsWith("|gt")) {
      return "    " + field + ": " + values.getFirst().length() + "\n";
    }
    List<String> expressions =
        values.stream().filter(value -> value.matches("\\w[\\w+ .-]*")).toList();
    List<String> used =
        !field.endsWith("|re") ? values : expressions.isEmpty() ? List.of("ab+c") : expressions;
    return "    "
        + field
        + ":\n"
        + used.stream().map(value -> "      - '" + value + "'\n").reduce("", String::concat);
  }

  private static Arbitrary<String> values() {
    return Arbitraries.of(
        "cmd.exe",
        "\\cmd.exe",
        "POWERSHELL",
        "powershell",
        "abcd",
        "ABC",
        "a*d",
        "?bcd",
        "*",
        "longer text here",
        "longer*here",
        "1",
        "4688",
        "-enc",
        "ü-Wert",
        "\\\\",
        "abcd+efg");
  }

  @Provide
  Arbitrary<ObjectValue> events() {
    Arbitrary<String> texts =
        Arbitraries.of(
            "C:\\Windows\\cmd.exe",
            "cmd.exe",
            "PowerShell -enc abcd",
            "abcd",
            "ABCD",
            "abc",
            "a longer text here and more",
            "LONGER TEXT HERE",
            "1",
            "4688",
            "",
            "/enc Ü-WERT",
            "xxabcdxxpowershellxx",
            "ü-wert",
            "abcdefg",
            "\u212Aabcd powershell");
    return Combinators.combine(
            texts,
            texts,
            texts,
            Arbitraries.of("1", "4688", "3"),
            Arbitraries.integers().between(0, 5))
        .as(NaiveAgreementTest::event);
  }

  private static ObjectValue event(String image, String line, String nested, String id, int shape) {
    ObjectValue.Builder data = ObjectValue.builder().put("Image", image).put("CommandLine", line);
    ObjectValue inner = ObjectValue.builder().put("b", nested).build();
    return switch (shape) {
      case 0 -> data.put("EventID", Long.parseLong(id)).put("a", inner).build();
      case 1 ->
          data.put("EventID", id)
              .put("Channel", "Microsoft-Windows-Sysmon/Operational")
              .put("a", inner)
              .build();
      case 2 ->
          ObjectValue.builder()
              .put(
                  "Event",
                  ObjectValue.builder()
                      .put(
                          "System",
                          ObjectValue.builder()
                              .put("EventID", Long.parseLong(id))
                              .put("Channel", "Security")
                              .build())
                      .put("EventData", data.put("Threat", nested).build())
                      .build())
              .build();
      case 3 -> ObjectValue.builder().put("Image", image).build();
      case 4 ->
          data.put("a.b", nested)
              .put("Channel", "Security")
              .put("EventID", 4688)
              .put("NewProcessName", line)
              .build();
      default ->
          ObjectValue.builder()
              .put("a", new ArrayValue(List.of(inner, inner)))
              .put("message", line)
              .build();
    };
  }

  @Property(tries = 3000)
  void onGeneratedRulesAndEvents(
      @ForAll("rules") String first,
      @ForAll("rules") String second,
      @ForAll("events") ObjectValue event) {
    agrees(List.of(first, second), event);
  }

  private static void agrees(List<String> texts, ObjectValue event) {
    List<RuleLibrary.Source> sources = new ArrayList<>();
    for (String text : texts) {
      sources.add(new RuleLibrary.Source("rule" + sources.size(), text));
    }
    RuleLibrary library = RuleLibrary.read(sources);
    assertThat(library.problems()).isEmpty();
    List<SigmaRule> rules = library.rules();
    DetectionPlan plan = DetectionPlan.compile(rules, SOURCES);
    assertThat(planned(plan, event)).isEqualTo(naive(rules, event));
  }
}
