package io.merlon.connect.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merlon.detection.Detection;
import io.merlon.detection.DetectionPlan;
import io.merlon.detection.Event;
import io.merlon.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class EventPipelineTest {
  @TempDir private Path folder;

  private static List<String> told(List<Path> paths, int threads) throws InterruptedException {
    List<String> told = new ArrayList<>();
    new EventPipeline<>(threads, EventPipelineTest::shown)
        .read(
            paths,
            ReadingProgress.SILENT,
            (event, shown) -> told.add(shown),
            problem -> told.add(problem.toString()));
    return told;
  }

  private static String shown(Event event) {
    return event.source() + ":" + event.position() + " " + event.fields();
  }

  private Path mixed() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      lines.append(i % 7 == 3 ? "{broken " + i : "{\"n\": " + i + "}").append('\n');
    }
    Files.writeString(folder.resolve("a.jsonl"), lines);
    Files.writeString(folder.resolve("b.json"), "[{\"n\": 1},\n {\"n\": 2}, 3]");
    Files.writeString(folder.resolve("c.txt"), "word\n".repeat(9));
    Files.writeString(folder.resolve("d.jsonl"), "{\"n\": 1}\n\n{\"n\": 2}");
    return folder;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void eventsAndProblemsComeInTheOrderOfTheFiles(int threads) throws Exception {
    List<String> expected = new ArrayList<>();
    EventFiles.read(
        List.of(mixed()),
        event -> expected.add(shown(event)),
        problem -> expected.add(problem.toString()));
    assertThat(expected).hasSizeGreaterThan(5_000);
    assertThat(told(List.of(folder), threads)).isEqualTo(expected);
  }

  @Test
  void recordedAttacksGiveTheSameOnAnyNumberOfThreads() throws InterruptedException {
    Path attacks = SharedData.require("attack-events").resolve("security-datasets/atomic");
    DetectionPlan plan = PublishedRules.plan();
    List<Path> some = List.of(attacks.resolve("linux"), attacks.resolve("windows/discovery"));
    List<String> one = new ArrayList<>();
    EventFiles.read(some, event -> show(event, plan.match(event), one), p -> one.add(p.toString()));
    List<String> many = new ArrayList<>();
    new EventPipeline<>(4, plan::match)
        .read(
            some,
            ReadingProgress.SILENT,
            (event, found) -> show(event, found, many),
            problem -> many.add(problem.toString()));
    assertThat(one).anyMatch(line -> line.contains("!"));
    assertThat(many).isEqualTo(one);
  }

  private static void show(Event event, List<Detection> found, List<String> into) {
    for (Detection one : found) {
      into.add(one.rule().title() + " " + one.reasons() + " " + shown(event));
    }
  }

  @Test
  void progressGoesByTheBytesOnDisk() throws Exception {
    mixed();
    List<Long> read = new ArrayList<>();
    new EventPipeline<>(2, EventPipelineTest::shown)
        .read(
            List.of(folder),
            (position, total) -> {
              assertThat(position).isLessThanOrEqualTo(total);
              read.add(position);
            },
            (event, shown) -> {},
            problem -> {});
    assertThat(read).isSorted().hasSizeGreaterThan(5);
    assertThat(read.getLast()).isEqualTo(EventFiles.totalBytes(List.of(folder)));
  }

  @Test
  void whatMatchingThrowsIsThrownToTheCaller() throws IOException {
    List<Path> paths = List.of(mixed());
    EventPipeline<String> pipeline =
        new EventPipeline<>(
            2,
            event -> {
              throw new IllegalStateException("at " + event.position());
            });
    assertThatThrownBy(
            () -> pipeline.read(paths, ReadingProgress.SILENT, (event, shown) -> {}, problem -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("at 1");
  }

  @Test
  void aCallerThatGivesUpEndsTheThreads() throws IOException, InterruptedException {
    List<Path> paths = List.of(mixed());
    assertThatThrownBy(() ->
            new EventPipeline<>(2, EventPipelineTest::shown)
                .read(
                    paths,
                    ReadingProgress.SILENT,
                    (event, shown) -> {
                      throw new IllegalArgumentException(shown);
                    },
                    problem -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    for (Thread one : Thread.getAllStackTraces().keySet()) {
      if (one.getName().startsWith("matcher-")) {
        // without work, but perhaps still on its way out
        assertThat(one.join(Duration.ofSeconds(10))).as(one.getName() + " ends").isTrue();
      }
    }
  }
}
