package io.merlon.detection.correlation;

import static io.merlon.detection.correlation.Correlations.detections;
import static io.merlon.detection.correlation.Correlations.event;
import static io.merlon.detection.correlation.Correlations.library;
import static io.merlon.detection.correlation.Correlations.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.detection.Event;
import io.merlon.detection.RuleLibrary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The correlator, event by event, agrees with working it out over the whole list. */
class CorrelatorAgreementTest {
  @Property(tries = 300)
  void agreesWithWorkingItOutOverTheWholeList(@ForAll long seed) {
    Random random = new Random(seed);
    String correlations = randomCorrelations(random);
    RuleLibrary library = library(correlations);
    List<Event> events = new ArrayList<>();
    int second = 0;
    for (int i = 0; i < 40; i++) {
      second += random.nextInt(3);
      String more =
          "\"g\": \"%d\", \"v\": %d".formatted(random.nextInt(2), random.nextInt(4))
              + (random.nextInt(4) > 0 ? ", \"h\": \"" + random.nextInt(2) + "\"" : "");
      events.add(event(second, List.of("a", "b", "c").get(random.nextInt(3)), more));
    }
    List<TimedDetection> detections = detections(library, events);
    List<String> told = new ArrayList<>();
    Correlator correlator =
        new Correlator(
            library.correlations(),
            random.nextBoolean()
                ? CorrelatorLimits.recorded()
                : CorrelatorLimits.within(Duration.ZERO),
            one -> told.add(one.rule().title() + " " + one.group().values() + " " + one.count()));
    for (TimedDetection one : detections) {
      correlator.accept(one.detection(), java.util.Optional.of(one.time()));
    }
    correlator.finish();
    told.sort(null);
    List<String> expected =
        new ArrayList<>(
            new NaiveCorrelator(library.correlations())
                .read(detections).stream().map(line -> line.replaceFirst(" \\S+Z ", " ")).toList());
    expected.sort(null);
    assertThat(told).as(correlations).isEqualTo(expected);
  }

  private static String randomCorrelations(Random random) {
    StringBuilder text = new StringBuilder();
    List<String> known = new ArrayList<>(List.of("a", "b", "c"));
    for (int i = 0; i < 3; i++) {
      List<String> some = new ArrayList<>(known);
      java.util.Collections.shuffle(some, random);
      List<String> members = some.subList(0, 1 + random.nextInt(Math.min(3, some.size())));
      String type =
          List.of(
                  "event_count",
                  "value_count",
                  "value_sum",
                  "value_avg",
                  "temporal",
                  "temporal_ordered")
              .get(random.nextInt(6));
      String order = List.of("gte", "gt", "lte", "eq", "neq").get(random.nextInt(5));
      boolean words = type.startsWith("temporal") && random.nextBoolean();
      String joined =
          String.join(random.nextBoolean() ? " and " : " or ", members)
              + (random.nextInt(4) == 0 ? " and not " + members.getFirst() : "");
      text.append(
          """
          ---
          title: C%1$d
          name: c%1$d
          correlation:
            type: %2$s
            rules: %3$s
            group-by: %4$s
            timespan: %5$ds
            condition: %6$s
          """
              .formatted(
                  i,
                  type,
                  members,
                  List.of("[g]", "[g, h]", "[]").get(random.nextInt(3)),
                  2 + random.nextInt(8),
                  words
                      ? joined
                      : "{%s%s: %d}"
                          .formatted(
                              type.startsWith("value") ? "field: v, " : "",
                              order,
                              1 + random.nextInt(4))));
      known.add("c" + i);
    }
    return text.append(rules("a", "b", "c")).toString().toLowerCase(Locale.ROOT);
  }
}
