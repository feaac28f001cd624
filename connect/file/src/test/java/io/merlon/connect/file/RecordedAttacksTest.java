package io.merlon.connect.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.detection.DetectionPlan;
import io.merlon.testing.ProjectFolder;
import io.merlon.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the published rules find in recorded attacks, against a summary that people can read: for
 * each recording the rules and how often each matched. {@code -Dmerlon.golden=write} writes it
 * anew.
 */
class RecordedAttacksTest {
  private static final String SUMMARY =
      "connect/file/src/test/resources/io/merlon/connect/file/recorded-attacks.tsv";

  @Test
  void theSummaryHolds() throws IOException {
    Map<String, Map<String, Long>> found = find();
    Path summary = ProjectFolder.root().resolve(SUMMARY);
    if (System.getProperty("merlon.golden", "").equals("write")) {
      Files.write(summary, lines(found));
    }
    Map<String, Map<String, Long>> expected = new TreeMap<>();
    for (String line : Files.readAllLines(summary)) {
      String[] cells = line.split("\t", 4);
      expected
          .computeIfAbsent(cells[0], file -> new TreeMap<>())
          .put(cells[2] + "\t" + cells[3], Long.parseLong(cells[1]));
    }
    // recordings that are not here, or that the summary does not know, say nothing about the rules
    TreeSet<String> both = new TreeSet<>(expected.keySet());
    both.retainAll(found.keySet());
    assertThat(both).hasSizeGreaterThan(20);
    for (String file : both) {
      assertThat(found.get(file)).as(file).isEqualTo(expected.get(file));
    }
  }

  private static List<String> lines(Map<String, Map<String, Long>> found) {
    return found.entrySet().stream()
        .flatMap(file ->
            file.getValue().entrySet().stream()
                .map(rule -> file.getKey() + "\t" + rule.getValue() + "\t" + rule.getKey()))
        .toList();
  }

  private static Map<String, Map<String, Long>> find() throws IOException {
    Path attacks = SharedData.require("attack-events");
    DetectionPlan plan = PublishedRules.plan();
    Map<String, Map<String, Long>> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(attacks)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".zip")).sorted().toList()) {
        Map<String, Long> rules = new TreeMap<>();
        EventFiles.read(
            List.of(file),
            event ->
                plan.match(event)
                    .forEach(one ->
                        rules.merge(one.rule().id() + "\t" + one.rule().title(), 1L, Long::sum)),
            problem -> {});
        if (!rules.isEmpty()) {
          found.put(attacks.relativize(file).toString(), rules);
        }
      }
    }
    return found;
  }
}
