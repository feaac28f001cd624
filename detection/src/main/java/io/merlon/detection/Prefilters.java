package io.merlon.detection;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes prefilters for some of a plan's rules. Each looks for no more than its rules need, so that
 * the few rules of most events cost little; those that need the same share what looks for it.
 */
final class Prefilters {
  private static final int MOST = 512;

  private final int count;
  private final RuleSet always;
  private final Pairs pairs = new Pairs();
  private final Map<Integer, OfField> fields = new TreeMap<>();
  private final Map<RuleSet, Prefilter> made = new ConcurrentHashMap<>();
  private final Map<Some, Probe> probes = new ConcurrentHashMap<>();

  /** Some of the rules that look into a field. */
  private record Some(int field, RuleSet rules) {}

  /** What all rules look for in one field, by how it is looked for. */
  private static final class OfField {
    private final RuleSet concerned;
    private final Map<String, List<Integer>> longParts = new HashMap<>();
    private final Map<String, List<Integer>> shortParts = new HashMap<>();
    private final Map<String, List<Integer>> wholes = new HashMap<>();
    private final Map<BigDecimal, List<Integer>> numbers = new HashMap<>();

    OfField(int count) {
      this.concerned = RuleSet.none(count);
    }
  }

  /** For rules that are known by their number in this list. */
  Prefilters(List<Optional<List<Needle>>> needlesOfRules) {
    this.count = needlesOfRules.size();
    this.always = RuleSet.none(count);
    for (int rule = 0; rule < count; rule++) {
      Optional<List<Needle>> needles = needlesOfRules.get(rule);
      if (needles.isEmpty()) {
        always.add(rule);
      }
      for (Needle needle : needles.orElse(List.of())) {
        add(rule, needle);
      }
    }
    for (OfField field : fields.values()) {
      field.longParts.keySet().forEach(pairs::count);
      field.shortParts.keySet().forEach(pairs::count);
    }
  }

  private void add(int rule, Needle needle) {
    OfField field = fields.computeIfAbsent(needle.field(), first -> new OfField(count));
    field.concerned.add(rule);
    switch (needle) {
      case Needle.Holds(int _, String text) ->
          add(
              text.length() >= GramIndex.shortest(Prefilter.STEP)
                  ? field.longParts
                  : field.shortParts,
              text,
              rule);
      case Needle.Is(int _, String text) -> add(field.wholes, text, rule);
      case Needle.Equals(int _, BigDecimal number) -> add(field.numbers, number, rule);
    }
  }

  private static <K> void add(Map<K, List<Integer>> into, K key, int rule) {
    into.computeIfAbsent(key, first -> new ArrayList<>()).add(rule);
  }

  /** The prefilter of these rules. */
  Prefilter of(RuleSet rules) {
    Prefilter known = made.get(rules);
    if (known != null) {
      return known;
    }
    List<Probe> needed = new ArrayList<>();
    fields.forEach((number, field) -> {
      RuleSet some = field.concerned.and(rules);
      if (!some.isEmpty()) {
        needed.add(probe(number, field, some));
      }
    });
    Prefilter added = new Prefilter(rules, always.and(rules), needed);
    if (made.size() >= MOST) {
      made.clear();
      probes.clear();
    }
    made.put(rules, added);
    return added;
  }

  private Probe probe(int number, OfField field, RuleSet some) {
    return probes.computeIfAbsent(
        new Some(number, some),
        key -> {
          List<Seek> seeks = new ArrayList<>();
          Map<String, List<Integer>> longParts = within(some, field.longParts);
          if (!longParts.isEmpty()) {
            seeks.add(Seek.Parts.of(Prefilter.STEP, longParts, pairs));
          }
          Map<String, List<Integer>> shortParts = within(some, field.shortParts);
          if (!shortParts.isEmpty()) {
            seeks.add(Seek.Parts.of(1, shortParts, pairs));
          }
          Map<String, List<Integer>> wholes = within(some, field.wholes);
          if (!wholes.isEmpty()) {
            seeks.add(Seek.Wholes.of(wholes));
          }
          Map<BigDecimal, List<Integer>> numbers = within(some, field.numbers);
          if (!numbers.isEmpty()) {
            seeks.add(new Seek.Numbers(numbers));
          }
          return new Probe(number, count, seeks);
        });
  }

  private static <K> Map<K, List<Integer>> within(RuleSet some, Map<K, List<Integer>> needles) {
    Map<K, List<Integer>> within = new HashMap<>();
    needles.forEach((needle, rules) -> {
      List<Integer> left = rules.stream().filter(some::has).toList();
      if (!left.isEmpty()) {
        within.put(needle, left);
      }
    });
    return within;
  }
}
