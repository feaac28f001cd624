package io.merlon.detection;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells which of a group's rules an event may match at all, looking at each value once. */
final class Prefilter {
  private final RuleSet always;
  private final List<OfField> fields;

  /** What is looked for in one field, and whose needle it is. */
  private record OfField(
      int field,
      GramIndex parts,
      Map<String, List<Integer>> wholes,
      Map<BigDecimal, List<Integer>> numbers) {

    void mark(FieldValue value, RuleSet rules) {
      if (!wholes.isEmpty()) {
        markAll(wholes.get(value.folded()), rules);
      }
      if (!numbers.isEmpty()) {
        value
            .number()
            .ifPresent(number -> markAll(numbers.get(number.stripTrailingZeros()), rules));
      }
      parts.mark(value.folded(), rules);
    }

    private static void markAll(@Nullable List<Integer> some, RuleSet rules) {
      if (some != null) {
        some.forEach(rules::add);
      }
    }
  }

  private Prefilter(RuleSet always, List<OfField> fields) {
    this.always = always;
    this.fields = fields;
  }

  /** For rules that are known by their place in this list. */
  static Prefilter of(List<Optional<List<Needle>>> needlesOfRules) {
    RuleSet always = RuleSet.none(needlesOfRules.size());
    Map<Integer, Map<String, List<Integer>>> parts = new TreeMap<>();
    Map<Integer, Map<String, List<Integer>>> wholes = new TreeMap<>();
    Map<Integer, Map<BigDecimal, List<Integer>>> numbers = new TreeMap<>();
    TreeSet<Integer> fields = new TreeSet<>();
    for (int rule = 0; rule < needlesOfRules.size(); rule++) {
      if (needlesOfRules.get(rule).isEmpty()) {
        always.add(rule);
      }
      for (Needle needle : needlesOfRules.get(rule).orElse(List.of())) {
        fields.add(needle.field());
        switch (needle) {
          case Needle.Holds(int field, String text) -> add(parts, field, text, rule);
          case Needle.Is(int field, String text) -> add(wholes, field, text, rule);
          case Needle.Equals(int field, BigDecimal number) -> add(numbers, field, number, rule);
        }
      }
    }
    List<OfField> all = new ArrayList<>();
    for (int field : fields) {
      all.add(
          new OfField(
              field,
              new GramIndex(parts.getOrDefault(field, Map.of())),
              wholes.getOrDefault(field, Map.of()),
              numbers.getOrDefault(field, Map.of())));
    }
    return new Prefilter(always, List.copyOf(all));
  }

  private static <K> void add(
      Map<Integer, Map<K, List<Integer>>> into, int field, K key, int rule) {
    into.computeIfAbsent(field, first -> new HashMap<>())
        .computeIfAbsent(key, first -> new ArrayList<>())
        .add(rule);
  }

  /** The rules that the event may match. */
  RuleSet candidates(EventFields event) {
    RuleSet rules = always.copy();
    for (OfField one : fields) {
      if (one.field == Needle.ANY_FIELD) {
        event.all().forEach(value -> one.mark(value, rules));
      } else if (event.has(one.field)) {
        for (FieldValue value : event.of(one.field)) {
          one.mark(value, rules);
        }
      }
    }
    return rules;
  }
}
