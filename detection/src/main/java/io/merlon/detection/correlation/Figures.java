package io.merlon.detection.correlation;

import io.merlon.detection.CorrelationCondition.Threshold;
import io.merlon.detection.CorrelationRule;
import io.merlon.detection.CorrelationRule.Member;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Works out the figures of correlations from the values of their field. */
final class Figures {
  private static final BigDecimal HUNDRED = new BigDecimal(100);
  private static final int LONGEST_NUMBER = 40;
  private static final int LARGEST_EXPONENT = 400;

  private Figures() {}

  static Judgement judge(CorrelationRule rule, Threshold threshold, List<Entry> entries) {
    if (rule.type() == CorrelationRule.Type.VALUE_PERCENTILE && threshold.percentile().isEmpty()) {
      return shares(rule, threshold, entries);
    }
    List<BigDecimal> numbers =
        entries.stream().flatMap(entry -> numbers(rule, entry).stream()).sorted().toList();
    if (numbers.isEmpty()) {
      return Judgement.NO;
    }
    return Judgement.of(
        threshold,
        switch (rule.type()) {
          case VALUE_AVG -> average(numbers);
          case VALUE_MEDIAN -> median(numbers);
          default -> percentile(numbers, threshold.percentile().orElse(HUNDRED));
        });
  }

  private static BigDecimal average(List<BigDecimal> numbers) {
    return numbers.stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(numbers.size()), MathContext.DECIMAL64);
  }

  private static BigDecimal median(List<BigDecimal> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : average(List.of(sorted.get(middle - 1), sorted.get(middle)));
  }

  /** The smallest number that so many percent of all do not exceed. */
  private static BigDecimal percentile(List<BigDecimal> sorted, BigDecimal percent) {
    int rank =
        percent
            .multiply(BigDecimal.valueOf(sorted.size()))
            .divide(HUNDRED, 0, RoundingMode.CEILING)
            .intValue();
    return sorted.get(Math.clamp(rank - 1L, 0, sorted.size() - 1));
  }

  /** Without a percentile: the values whose share of all, in percent, is within the bounds. */
  private static Judgement shares(CorrelationRule rule, Threshold threshold, List<Entry> entries) {
    Map<List<String>, List<Entry>> byValue = new LinkedHashMap<>();
    int all = 0;
    for (Entry entry : entries) {
      for (List<String> value : tuples(rule, entry)) {
        byValue.computeIfAbsent(value, first -> new ArrayList<>()).add(entry);
        all++;
      }
    }
    List<Entry> because = new ArrayList<>();
    Optional<BigDecimal> least = Optional.empty();
    for (List<Entry> having : byValue.values()) {
      BigDecimal share =
          HUNDRED
              .multiply(BigDecimal.valueOf(having.size()))
              .divide(BigDecimal.valueOf(all), MathContext.DECIMAL64);
      if (threshold.holds(share)) {
        because.addAll(having);
        least = least.filter(one -> one.compareTo(share) <= 0).or(() -> Optional.of(share));
      }
    }
    return because.isEmpty()
        ? Judgement.NO
        : new Judgement(true, least, Optional.of(because.stream().distinct().toList()));
  }

  /** The values of the fields that are looked at, of each event that has all of them. */
  static List<List<String>> tuples(CorrelationRule rule, Entry entry) {
    Member member = rule.members().get(entry.member);
    List<String> fields =
        rule.condition() instanceof Threshold threshold
            ? threshold.fields().stream().map(member::field).toList()
            : List.of();
    return entry.facets.stream()
        .filter(facet -> facet.keySet().containsAll(fields))
        .map(facet -> fields.stream().map(field -> facet.getOrDefault(field, "")).toList())
        .distinct()
        .toList();
  }

  /** The values of the field that are numbers. */
  static List<BigDecimal> numbers(CorrelationRule rule, Entry entry) {
    return tuples(rule, entry).stream().flatMap(one -> number(one.getFirst()).stream()).toList();
  }

  private static Optional<BigDecimal> number(String text) {
    String plain = text.strip();
    if (plain.isEmpty() || plain.length() > LONGEST_NUMBER) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(plain);
      return Optional.of(number).filter(one -> Math.abs(one.scale()) < LARGEST_EXPONENT);
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }
}
