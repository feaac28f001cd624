package io.merlon.detection;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells which of its rules an event may match at all, looking at each value once. */
final class Prefilter {
  /** Most texts are long enough to look at every fourth place only. */
  static final int STEP = 4;

  private final RuleSet eligible;
  private final RuleSet always;
  private final List<OfField> fields;

  /** How long a value is at least in which a keyword may stand. */
  private final int shortestKeyword;

  private final boolean numericKeywords;

  /** What is looked for in one field: the probe, and as much of it as concerns these rules. */
  private record OfField(Probe probe, List<Seek> seeks) {
    void mark(List<FieldValue> values, RuleSet found) {
      for (int i = 0; i < values.size(); i++) {
        FieldValue value = values.get(i);
        if (value.isLasting()) {
          found.addAll(value.found(probe));
        } else {
          Probe.mark(value, seeks, found);
        }
      }
    }
  }

  private Prefilter(RuleSet eligible, RuleSet always, List<OfField> fields) {
    this.eligible = eligible;
    this.always = always;
    this.fields = fields;
    List<Seek.Parts> keywords =
        fields.stream()
            .filter(one -> one.probe.field() == Needle.ANY_FIELD)
            .flatMap(one -> one.seeks.stream())
            .map(Seek.Parts.class::cast)
            .toList();
    this.shortestKeyword = keywords.stream().mapToInt(Seek.Parts::shortest).min().orElse(0);
    this.numericKeywords = keywords.stream().anyMatch(Seek.Parts::numeric);
  }

  /** For rules that are known by their number in this list. */
  static Prefilter of(List<Optional<List<Needle>>> needlesOfRules) {
    Gatherer gatherer = new Gatherer(needlesOfRules.size());
    for (int rule = 0; rule < needlesOfRules.size(); rule++) {
      gatherer.add(rule, needlesOfRules.get(rule));
    }
    return new Prefilter(gatherer.eligible, gatherer.always, gatherer.fields());
  }

  /** This for some of the rules, which then looks into no more than these need. */
  Prefilter within(RuleSet rules) {
    return new Prefilter(
        rules,
        always.and(rules),
        fields.stream()
            .map(field -> new OfField(field.probe, field.probe.within(rules)))
            .filter(field -> !field.seeks.isEmpty())
            .toList());
  }

  /** The rules that this is for. */
  RuleSet eligible() {
    return eligible;
  }

  /** Sets the candidates: the rules that the event may match, and perhaps some it is not for. */
  void find(EventFields event, RuleSet candidates) {
    candidates.set(always);
    for (OfField one : fields) {
      int field = one.probe.field();
      if (field == Needle.ANY_FIELD) {
        one.mark(event.texts(shortestKeyword, numericKeywords), candidates);
      } else if (event.has(field)) {
        one.mark(event.of(field), candidates);
      }
    }
  }

  /** Puts the needles of all rules in order: by field, then by how they are looked for. */
  private static final class Gatherer {
    private final int count;
    private final RuleSet eligible;
    private final RuleSet always;
    private final Map<Integer, Map<String, List<Integer>>> longParts = new TreeMap<>();
    private final Map<Integer, Map<String, List<Integer>>> shortParts = new TreeMap<>();
    private final Map<Integer, Map<String, List<Integer>>> wholes = new TreeMap<>();
    private final Map<Integer, Map<BigDecimal, List<Integer>>> numbers = new TreeMap<>();

    Gatherer(int count) {
      this.count = count;
      this.eligible = RuleSet.none(count);
      this.always = RuleSet.none(count);
    }

    void add(int rule, Optional<List<Needle>> needles) {
      eligible.add(rule);
      if (needles.isEmpty()) {
        always.add(rule);
      }
      for (Needle needle : needles.orElse(List.of())) {
        switch (needle) {
          case Needle.Holds(int field, String text) ->
              add(
                  text.length() >= GramIndex.shortest(STEP) ? longParts : shortParts,
                  field,
                  text,
                  rule);
          case Needle.Is(int field, String text) -> add(wholes, field, text, rule);
          case Needle.Equals(int field, BigDecimal number) -> add(numbers, field, number, rule);
        }
      }
    }

    private static <K> void add(
        Map<Integer, Map<K, List<Integer>>> into, int field, K key, int rule) {
      into.computeIfAbsent(field, first -> new HashMap<>())
          .computeIfAbsent(key, first -> new ArrayList<>())
          .add(rule);
    }

    List<OfField> fields() {
      Pairs pairs = new Pairs();
      longParts.values().forEach(texts -> texts.keySet().forEach(pairs::count));
      shortParts.values().forEach(texts -> texts.keySet().forEach(pairs::count));
      Map<Integer, List<Seek>> seeks = new TreeMap<>();
      longParts.forEach((field, rules) ->
          seek(seeks, field, Seek.Parts.of(concerned(rules), STEP, rules, pairs)));
      shortParts.forEach(
          (field, rules) -> seek(seeks, field, Seek.Parts.of(concerned(rules), 1, rules, pairs)));
      wholes.forEach((field, rules) -> seek(seeks, field, Seek.Wholes.of(concerned(rules), rules)));
      numbers.forEach(
          (field, rules) -> seek(seeks, field, new Seek.Numbers(concerned(rules), rules)));
      List<OfField> fields = new ArrayList<>();
      seeks.forEach((field, all) -> {
        Probe probe = new Probe(field, count, all);
        fields.add(new OfField(probe, all));
      });
      return List.copyOf(fields);
    }

    private static void seek(Map<Integer, List<Seek>> seeks, int field, Seek one) {
      seeks.computeIfAbsent(field, first -> new ArrayList<>()).add(one);
    }

    private RuleSet concerned(Map<?, List<Integer>> rules) {
      RuleSet concerned = RuleSet.none(count);
      rules.values().forEach(some -> some.forEach(concerned::add));
      return concerned;
    }
  }
}
