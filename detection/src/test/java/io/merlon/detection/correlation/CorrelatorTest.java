package io.merlon.detection.correlation;

import static io.merlon.detection.correlation.Correlations.START;
import static io.merlon.detection.correlation.Correlations.correlate;
import static io.merlon.detection.correlation.Correlations.detections;
import static io.merlon.detection.correlation.Correlations.event;
import static io.merlon.detection.correlation.Correlations.library;
import static io.merlon.detection.correlation.Correlations.rules;
import static io.merlon.detection.correlation.Correlations.times;
import static io.merlon.detection.correlation.Correlations.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.merlon.detection.Event;
import io.merlon.detection.RuleLibrary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorrelatorTest {

  private static final String MANY =
      """
      title: Many refused sign-ins
      correlation:
        type: event_count
        rules: [refused]
        group-by: [host]
        timespan: 1h
        condition: {gte: 5}
      """
          + rules("refused");

  @Test
  void eventsAreCountedByGroupWithinTheTimespan() {
    assertThat(correlate(MANY, times(5, 900, "refused", "\"host\": \"a\"")))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.count()).isEqualTo(5);
          assertThat(one.group()).containsExactly(java.util.Map.entry("host", "a"));
          assertThat(one.start()).isEqualTo(START);
          assertThat(one.end()).isEqualTo(START.plusSeconds(3600));
          assertThat(one.detections()).hasSize(5);
        });
    assertThat(correlate(MANY, times(5, 901, "refused", "\"host\": \"a\""))).isEmpty();
    assertThat(correlate(MANY, times(5, 1, "refused", ""))).as("no host").isEmpty();
    assertThat(
            correlate(
                MANY,
                together(
                    times(4, 1, "refused", "\"host\": \"a\""),
                    times(4, 1, "refused", "\"host\": \"b\""))))
        .isEmpty();
    assertThat(correlate(MANY, times(11, 1, "refused", "\"host\": \"a\"")))
        .as("counting begins anew")
        .hasSize(2);
  }

  @Test
  void eventsOutOfOrderCountAsTheyHappened() {
    Event[] events = times(5, 60, "refused", "\"host\": \"a\"");
    java.util.Collections.reverse(java.util.Arrays.asList(events));
    assertThat(correlate(MANY, events)).hasSize(1);
  }

  @Test
  void aRangeIsJudgedWhenItsTimeIsOver() {
    String range = MANY.replace("{gte: 5}", "{gt: 2, lte: 4}");
    assertThat(correlate(range, times(3, 1, "refused", "\"host\": \"a\""))).hasSize(1);
    assertThat(correlate(range, times(5, 1, "refused", "\"host\": \"a\""))).isEmpty();
    assertThat(
            correlate(
                MANY.replace("gte: 5", "eq: 2"), times(4, 3_000, "refused", "\"host\": \"a\"")))
        .as("two hours and a half: two windows of two")
        .hasSize(2);
  }

  @Test
  void valuesAreCountedOnce() {
    String values =
        """
        title: One source, many accounts
        correlation:
          type: value_count
          rules: [refused]
          group-by: [host, source]
          timespan: 1d
          condition: {field: user, gt: 2}
        """
            + rules("refused");
    String from = "\"host\": \"a\", \"source\": \"s\", \"user\": \"%s\"";
    Event[] two = {
      event(0, "refused", from.formatted("x")),
      event(1, "refused", from.formatted("y")),
      event(2, "refused", from.formatted("x"))
    };
    assertThat(correlate(values, two)).isEmpty();
    Event[] third = {event(3, "refused", from.formatted("z"))};
    assertThat(correlate(values, together(two, third)))
        .singleElement()
        .satisfies(one -> assertThat(one.figure().orElseThrow()).isEqualByComparingTo("3"));
    assertThat(
            correlate(values.replace("field: user", "field: [user, host]"), together(two, third)))
        .hasSize(1);
  }

  private static final String RECON =
      """
      title: Looking around
      correlation:
        type: temporal
        rules: [whoami, netstat, systeminfo]
        group-by: [host, user]
        timespan: 5m
      """
          + rules("whoami", "netstat", "systeminfo");

  @Test
  void rulesTogetherInAnyOrder() {
    String who = "\"host\": \"a\", \"user\": \"%s\"";
    Event[] all = {
      event(0, "systeminfo", who.formatted("u")),
      event(100, "whoami", who.formatted("u")),
      event(300, "netstat", who.formatted("u"))
    };
    assertThat(correlate(RECON, all)).hasSize(1);
    all[2] = event(301, "netstat", who.formatted("u"));
    assertThat(correlate(RECON, all)).as("too late").isEmpty();
    all[2] = event(300, "netstat", who.formatted("v"));
    assertThat(correlate(RECON, all)).as("another user").isEmpty();
    all[2] = event(300, "whoami", who.formatted("u"));
    assertThat(correlate(RECON, all)).as("one is missing").isEmpty();
    assertThat(correlate(RECON.replace("timespan", "condition: {gte: 2}\n  timespan"), all))
        .as("two of three")
        .hasSize(1);
  }

  @Test
  void rulesInOrder() {
    String ordered =
        RECON.replace("temporal", "temporal_ordered").replace("[host, user]", "[host]");
    Event[] all = {
      event(0, "netstat", "\"host\": \"a\""),
      event(1, "whoami", "\"host\": \"a\""),
      event(2, "systeminfo", "\"host\": \"a\"")
    };
    assertThat(correlate(ordered, all)).isEmpty();
    Event[] more = {
      event(3, "netstat", "\"host\": \"a\""), event(4, "systeminfo", "\"host\": \"a\"")
    };
    assertThat(correlate(ordered, together(all, more))).hasSize(1);
  }

  @Test
  void rulesJoinedByWords() {
    String joined =
        RECON
            .replace("rules: [whoami, netstat, systeminfo]", "rules: [whoami, netstat, systeminfo]")
            .replace("timespan: 5m", "timespan: 5m\n  condition: whoami and not (netstat or other)")
            .replace("systeminfo]", "other]")
            .replace("[host, user]", "[host]");
    String text = joined + rules("other");
    Event who = event(0, "whoami", "\"host\": \"a\"");
    assertThat(correlate(text, who)).hasSize(1);
    assertThat(correlate(text, who, event(300, "netstat", "\"host\": \"a\""))).isEmpty();
    assertThat(correlate(text, who, event(301, "netstat", "\"host\": \"a\""))).hasSize(1);
  }

  @Test
  void aliasesJoinFieldsOfDifferentNames() {
    String aliases =
        """
        title: A server that fails calls back
        correlation:
          type: temporal
          rules: [failed, called]
          group-by: [inside, outside]
          timespan: 10s
          aliases:
            inside: {failed: to.ip, called: from.ip}
            outside: {failed: from.ip, called: to.ip}
        """
            + rules("failed", "called");
    Event failed = event(0, "failed", "\"from\": {\"ip\": \"o\"}, \"to\": {\"ip\": \"i\"}");
    assertThat(
            correlate(
                aliases,
                failed,
                event(9, "called", "\"from\": {\"ip\": \"i\"}, \"to\": {\"ip\": \"o\"}")))
        .singleElement()
        .satisfies(one ->
            assertThat(one.group()).containsEntry("inside", "i").containsEntry("outside", "o"));
    assertThat(
            correlate(
                aliases,
                failed,
                event(9, "called", "\"from\": {\"ip\": \"o\"}, \"to\": {\"ip\": \"i\"}")))
        .isEmpty();
  }

  @Test
  void correlationsBuildOnEachOther() {
    String chain =
        """
        title: Guessed
        level: high
        correlation:
          type: temporal_ordered
          rules: [many, accepted]
          group-by: [user]
          timespan: 10m
        ---
        title: Many
        name: many
        correlation:
          type: event_count
          rules: [refused]
          group-by: [host]
          timespan: 10m
          condition: {gte: 3}
        """
            + rules("refused", "accepted");
    String of = "\"host\": \"h\", \"user\": \"%s\"";
    Event[] refused = times(3, 60, "refused", of.formatted("u"));
    assertThat(correlate(chain, refused))
        .extracting(one -> one.rule().title())
        .containsExactly("Many");
    Event[] accepted = {event(500, "accepted", of.formatted("u"))};
    assertThat(correlate(chain, together(refused, accepted)))
        .extracting(one -> one.rule().title())
        .containsExactly("Many", "Guessed");
    assertThat(correlate(chain, together(refused, accepted)).getLast().detections()).hasSize(4);
    Event[] other = {event(500, "accepted", of.formatted("v"))};
    assertThat(correlate(chain, together(refused, other))).hasSize(1);
    Event[] before = {event(100, "accepted", of.formatted("u"))};
    assertThat(correlate(chain, together(refused, before))).as("not after").hasSize(1);
  }

  private static String figure(String type, String condition) {
    return """
    title: Figures
    correlation:
      type: %s
      rules: [sent]
      group-by: [host]
      timespan: 1h
      condition: %s
    """
            .formatted(type, condition)
        + rules("sent");
  }

  private static List<CorrelatedDetection> sent(String type, String condition, int... bytes) {
    Event[] events = new Event[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      events[i] = event(i, "sent", "\"host\": \"h\", \"bytes\": " + bytes[i]);
    }
    return correlate(figure(type, condition), events);
  }

  @Test
  void sumsAveragesMediansAndPercentiles() {
    assertThat(sent("value_sum", "{field: bytes, gt: 10}", 4, 6)).isEmpty();
    assertThat(sent("value_sum", "{field: bytes, gt: 10}", 4, 6, 1)).hasSize(1);
    assertThat(sent("value_avg", "{field: bytes, gte: 4}", 9, 1, 1)).isEmpty();
    assertThat(sent("value_avg", "{field: bytes, lt: 4}", 9, 1, 1)).hasSize(1);
    assertThat(sent("value_median", "{field: bytes, eq: 2.5}", 9, 1, 2, 3)).hasSize(1);
    assertThat(sent("value_percentile", "{field: bytes, percentile: 90, eq: 9}", range(10)))
        .hasSize(1);
    assertThat(sent("value_percentile", "{field: bytes, percentile: 91, eq: 10}", range(10)))
        .hasSize(1);
    assertThat(sent("value_avg", "{field: other, lt: 4}", 1)).isEmpty();
  }

  private static int[] range(int last) {
    return java.util.stream.IntStream.rangeClosed(1, last).toArray();
  }

  @Test
  void withoutAPercentileTheShareOfEachValueIsAskedFor() {
    int[] bytes = new int[100];
    bytes[40] = 7;
    List<CorrelatedDetection> rare = sent("value_percentile", "{field: bytes, lte: 1}", bytes);
    assertThat(rare).singleElement().satisfies(one -> assertThat(one.count()).isEqualTo(1));
    assertThat(sent("value_percentile", "{field: bytes, lt: 1}", bytes)).isEmpty();
  }

  @Test
  void whatComesTooLateIsCounted() {
    RuleLibrary library = library(MANY);
    List<CorrelatedDetection> told = new ArrayList<>();
    Correlator correlator =
        new Correlator(
            library.correlations(), CorrelatorLimits.within(Duration.ofSeconds(10)), told::add);
    List<Event> events =
        List.of(
            event(100, "refused", "\"host\": \"a\""),
            event(95, "refused", "\"host\": \"a\""),
            event(111, "refused", "\"host\": \"a\""),
            event(99, "refused", "\"host\": \"a\""));
    for (TimedDetection one : detections(library, events)) {
      correlator.accept(one.detection(), java.util.Optional.of(one.time()));
    }
    correlator.accept(
        detections(library, events).getFirst().detection(), java.util.Optional.empty());
    correlator.finish();
    assertThat(correlator.losses().late()).isEqualTo(1);
    assertThat(correlator.losses().untimed()).isEqualTo(1);
  }

  @Test
  void whatThereIsNoRoomForIsLetGoEarliestFirstAndTold() {
    RuleLibrary library = library(MANY.replace("group-by: [host]", "group-by: [host, user]"));
    List<CorrelatedDetection> told = new ArrayList<>();
    Correlator correlator =
        new Correlator(
            library.correlations(), new CorrelatorLimits(Duration.ZERO, 10, 100, 50), told::add);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      events.add(event(i, "refused", "\"host\": \"a\", \"user\": \"" + i + "\""));
    }
    for (int i = 0; i < 5; i++) {
      events.add(event(200 + i, "refused", "\"host\": \"a\", \"user\": \"last\""));
    }
    for (TimedDetection one : detections(library, events)) {
      correlator.accept(one.detection(), java.util.Optional.of(one.time()));
    }
    correlator.finish();
    assertThat(told).singleElement().extracting(one -> one.group().get("user")).isEqualTo("last");
    assertThat(correlator.losses().dropped())
        .containsExactly(java.util.Map.entry("Many refused sign-ins", 154L));
  }
}
