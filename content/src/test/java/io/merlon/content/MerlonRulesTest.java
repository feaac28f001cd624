package io.merlon.content;

import static io.merlon.content.OwnContent.items;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.merlon.detection.Detection;
import io.merlon.detection.DetectionPlan;
import io.merlon.detection.Event;
import io.merlon.detection.LogSources;
import io.merlon.detection.RuleLibrary;
import io.merlon.detection.SigmaRule;
import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.testing.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule matches the events that it is there for and no other that stands beside it. */
class MerlonRulesTest {
  private static final Path SOURCES =
      ProjectFolder.root().resolve("content/src/main/resources/io/merlon/content");

  private static final RuleLibrary LIBRARY = MerlonRules.load();
  private static final DetectionPlan PLAN =
      DetectionPlan.compile(LIBRARY.rules(), LogSources.builtIn());

  @Test
  void everyRuleIsReadWithoutAProblem() {
    assertThat(LIBRARY.problems()).isEmpty();
    assertThat(LIBRARY.rules()).hasSizeGreaterThanOrEqualTo(60);
  }

  @Test
  void idsAndTitlesAreUnique() {
    assertThat(LIBRARY.rules())
        .extracting(SigmaRule::id)
        .doesNotHaveDuplicates()
        .doesNotContainNull();
    assertThat(LIBRARY.rules()).extracting(SigmaRule::title).doesNotHaveDuplicates();
  }

  @Test
  void everyRuleHasALevelATacticAndATechnique() {
    assertThat(LIBRARY.rules())
        .allSatisfy(rule -> {
          assertThat(rule.level()).isIn("low", "medium", "high", "critical");
          assertThat(rule.tags()).anyMatch(tag -> tag.matches("attack\\.[a-z-]+"));
          assertThat(rule.tags()).anyMatch(tag -> tag.matches("attack\\.t1\\d{3}(\\.\\d{3})?"));
        });
  }

  @TestFactory
  Stream<DynamicTest> matchesItsEventsAndNoOthers() {
    return LIBRARY.rules().stream().map(rule -> dynamicTest(rule.source(), () -> check(rule)));
  }

  private static void check(SigmaRule rule) {
    Value events = events(rule);
    List<Value> matching = items(events.get("matching"));
    List<Value> other = items(events.get("other"));
    assertThat(matching).isNotEmpty();
    assertThat(other).isNotEmpty();
    assertThat(matching).allSatisfy(event -> assertThat(matched(event)).contains(rule.source()));
    assertThat(other).allSatisfy(event -> assertThat(matched(event)).doesNotContain(rule.source()));
  }

  /** All rules at once, as they run in earnest. */
  private static List<String> matched(Value event) {
    return PLAN.match(new Event("test", 1, (ObjectValue) event)).stream()
        .map(Detection::rule)
        .map(SigmaRule::source)
        .toList();
  }

  private static Value events(SigmaRule rule) {
    Path file = SOURCES.resolve(rule.source().replaceFirst("\\.yml$", ".events.json"));
    try {
      return Json.parse(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
