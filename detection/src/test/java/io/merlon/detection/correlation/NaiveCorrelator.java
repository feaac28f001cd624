package io.merlon.detection.correlation;

import io.merlon.detection.Condition;
import io.merlon.detection.CorrelationCondition.Occurrence;
import io.merlon.detection.CorrelationCondition.Threshold;
import io.merlon.detection.CorrelationRule;
import io.merlon.detection.CorrelationRule.Member;
import io.merlon.detection.Detection;
import io.merlon.detection.Rule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A second reading of what correlations mean: each is worked out by itself over the whole list of
 * matches, nothing kept from one match to the next. Fields lie flat in the events.
 */
final class NaiveCorrelator {
  private final List<CorrelationRule> correlations;
  private final List<Match> matches = new ArrayList<>();

  /** A match of a rule or correlation; its order tells what of one moment comes first. */
  private record Match(Rule rule, Instant time, List<Long> order, List<Detection> events) {}

  private static int compare(List<Long> a, List<Long> b) {
    for (int i = 0; i < a.size(); i++) {
      if (!a.get(i).equals(b.get(i))) {
        return Long.compare(a.get(i), b.get(i));
      }
    }
    return 0;
  }

  /** A match in a group; its arrival tells which of several windows began first. */
  private record Found(Match match, int member, long arrival) {
    boolean isOf(Match other, int otherMember) {
      return match.equals(other) && member == otherMember;
    }
  }

  NaiveCorrelator(List<CorrelationRule> correlations) {
    this.correlations = correlations;
  }

  /** What holds, as title, time, group and count. */
  List<String> read(List<TimedDetection> detections) {
    for (int i = 0; i < detections.size(); i++) {
      Detection one = detections.get(i).detection();
      matches.add(
          new Match(
              one.rule(),
              detections.get(i).time(),
              List.of(0L, (long) i, 0L, 0L, 0L),
              List.of(one)));
    }
    List<String> told = new ArrayList<>();
    for (CorrelationRule correlation : correlations) {
      read(correlation, told);
    }
    told.sort(null);
    return told;
  }

  private void read(CorrelationRule correlation, List<String> told) {
    matches.sort((a, b) ->
        a.time().equals(b.time()) ? compare(a.order(), b.order()) : a.time().compareTo(b.time()));
    Map<List<String>, List<Found>> groups = new LinkedHashMap<>();
    long arrivals = 0;
    for (Match match : matches) {
      for (int member = 0; member < correlation.members().size(); member++) {
        Member one = correlation.members().get(member);
        if (one.rule() == match.rule()) {
          for (Detection event : match.events()) {
            List<String> group =
                correlation.groupBy().stream()
                    .map(field -> value(match, event, one.field(field)))
                    .toList();
            List<Found> of = groups.computeIfAbsent(group, first -> new ArrayList<>());
            int number = member;
            if (!group.contains("") && of.stream().noneMatch(known -> known.isOf(match, number))) {
              of.add(new Found(match, member, arrivals++));
            }
          }
        }
      }
    }
    List<Match> fired = new ArrayList<>();
    groups.forEach((group, found) -> read(correlation, group, found, told, fired));
    matches.addAll(fired);
  }

  /** The value of a field: of a correlation, what the rule below calls it by. */
  private static String value(Match match, Detection event, String field) {
    String name = field;
    Rule rule = match.rule();
    while (rule instanceof CorrelationRule correlation) {
      Member member = member(correlation, event);
      name = member.field(name);
      rule = member.rule();
    }
    return event.event().fields().get(name).isAbsent()
        ? ""
        : event.event().fields().get(name).toString().replace("\"", "");
  }

  private static Member member(CorrelationRule correlation, Detection event) {
    return correlation.members().stream()
        .filter(member -> leads(member.rule(), event))
        .findFirst()
        .orElseThrow();
  }

  private static boolean leads(Rule rule, Detection event) {
    return rule instanceof CorrelationRule correlation
        ? correlation.members().stream().anyMatch(member -> leads(member.rule(), event))
        : rule == event.rule();
  }

  private void read(
      CorrelationRule correlation,
      List<String> group,
      List<Found> found,
      List<String> told,
      List<Match> fired) {
    boolean atOnce = isAtOnce(correlation);
    int since = 0;
    for (int i = 0; i < found.size(); i++) {
      Match last = found.get(i).match();
      if (atOnce) {
        Instant from = last.time().minus(correlation.timespan());
        List<Found> window =
            found.subList(since, i + 1).stream()
                .filter(one -> !one.match().time().isBefore(from))
                .toList();
        if (holds(correlation, group, window)) {
          List<Long> order = new ArrayList<>(last.order().subList(0, 3));
          order.add(correlations.indexOf(correlation) + 1L);
          order.add(found.get(i).arrival());
          fire(correlation, group, window, last.time(), order, told, fired);
          since = i + 1;
        }
      } else if (i >= since) {
        Instant end = last.time().plus(correlation.timespan());
        List<Found> window =
            found.subList(i, found.size()).stream()
                .filter(one -> !one.match().time().isAfter(end))
                .toList();
        if (holds(correlation, group, window)) {
          List<Long> order =
              List.of(1L, (long) correlations.indexOf(correlation), found.get(i).arrival(), 0L, 0L);
          fire(correlation, group, window, end, order, told, fired);
        }
        since = i + window.size();
      }
    }
  }

  private void fire(
      CorrelationRule correlation,
      List<String> group,
      List<Found> window,
      Instant time,
      List<Long> order,
      List<String> told,
      List<Match> fired) {
    told.add(correlation.title() + " " + time + " " + group + " " + window.size());
    List<Detection> of = new ArrayList<>();
    for (Found found : window) {
      for (Detection event : found.match().events()) {
        boolean inGroup =
            correlation.groupBy().stream()
                .map(field ->
                    value(
                        found.match(),
                        event,
                        correlation.members().get(found.member()).field(field)))
                .toList()
                .equals(group);
        if (inGroup && !of.contains(event)) {
          of.add(event);
        }
      }
    }
    fired.add(new Match(correlation, time, order, of));
  }

  private static boolean isAtOnce(CorrelationRule rule) {
    return switch (rule.condition()) {
      case Occurrence(Condition joined) -> !joined.toString().contains("Not[");
      case Threshold threshold ->
          threshold.isLowerOnly()
              && !Set.of(
                      CorrelationRule.Type.VALUE_AVG,
                      CorrelationRule.Type.VALUE_MEDIAN,
                      CorrelationRule.Type.VALUE_PERCENTILE)
                  .contains(rule.type());
    };
  }

  private static boolean holds(CorrelationRule rule, List<String> group, List<Found> window) {
    if (rule.condition() instanceof Occurrence(Condition condition)) {
      return rule.type() == CorrelationRule.Type.TEMPORAL
          ? !ends(rule, condition, window, false, 0).isEmpty()
          : !ends(rule, condition, window, true, 0).isEmpty();
    }
    Threshold threshold = (Threshold) rule.condition();
    List<BigDecimal> numbers =
        values(rule, threshold, group, window).stream()
            .filter(value -> value.matches("-?[0-9]+"))
            .map(BigDecimal::new)
            .sorted()
            .toList();
    return switch (rule.type()) {
      case EVENT_COUNT -> threshold.holds(BigDecimal.valueOf(window.size()));
      case VALUE_COUNT ->
          threshold.holds(
              BigDecimal.valueOf(Set.copyOf(values(rule, threshold, group, window)).size()));
      case VALUE_SUM -> threshold.holds(numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
      case VALUE_AVG ->
          !numbers.isEmpty()
              && threshold.holds(
                  numbers.stream()
                      .reduce(BigDecimal.ZERO, BigDecimal::add)
                      .divide(BigDecimal.valueOf(numbers.size()), java.math.MathContext.DECIMAL64));
      case TEMPORAL ->
          threshold.holds(
              BigDecimal.valueOf(window.stream().map(Found::member).distinct().count()));
      case TEMPORAL_ORDERED -> threshold.holds(BigDecimal.valueOf(longest(window, 0, -1)));
      default -> throw new AssertionError("not read");
    };
  }

  private static int longest(List<Found> window, int from, int above) {
    int longest = 0;
    for (int i = from; i < window.size(); i++) {
      int member = window.get(i).member();
      if (member > above) {
        longest = Math.max(longest, 1 + longest(window, i + 1, member));
      }
    }
    return longest;
  }

  /** All places where what the condition asks for can end, from this place on. */
  private static Set<Integer> ends(
      CorrelationRule rule, Condition condition, List<Found> window, boolean ordered, int from) {
    Set<Integer> ends = new TreeSet<>();
    switch (condition) {
      case Condition.Named(String name) -> {
        for (int i = ordered ? from : 0; i < window.size(); i++) {
          if (rule.members().get(window.get(i).member()).reference().equals(name)) {
            ends.add(i + 1);
          }
        }
      }
      case Condition.Not(Condition operand) -> {
        if (ends(rule, operand, window, false, 0).isEmpty()) {
          ends.add(from);
        }
      }
      case Condition.And(List<Condition> all) -> {
        ends.add(from);
        for (Condition one : all) {
          Set<Integer> next = new TreeSet<>();
          ends.forEach(end -> next.addAll(ends(rule, one, window, ordered, end)));
          ends = next;
        }
      }
      case Condition.Or(List<Condition> some) -> {
        for (Condition one : some) {
          ends.addAll(ends(rule, one, window, ordered, from));
        }
      }
    }
    return ends;
  }

  /** The values of the field: of each match, those that its events of the group have. */
  private static List<String> values(
      CorrelationRule rule, Threshold threshold, List<String> group, List<Found> window) {
    return window.stream()
        .flatMap(found -> {
          Member member = rule.members().get(found.member());
          return found.match().events().stream()
              .filter(event ->
                  rule.groupBy().stream()
                      .map(field -> value(found.match(), event, member.field(field)))
                      .toList()
                      .equals(group))
              .map(event ->
                  threshold.fields().stream()
                      .map(field -> value(found.match(), event, member.field(field)))
                      .collect(Collectors.joining("|")))
              .filter(value -> !value.isEmpty())
              .distinct();
        })
        .toList();
  }
}
