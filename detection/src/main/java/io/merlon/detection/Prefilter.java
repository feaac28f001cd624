package io.merlon.detection;

import java.util.List;

/** Tells which of its rules an event may match at all, looking at each value once. */
final class Prefilter {
  /** Most texts are long enough to look at every fourth place only. */
  static final int STEP = 4;

  private final RuleSet eligible;
  private final RuleSet always;
  private final List<Probe> probes;

  /** How long a value is at least in which a keyword may stand. */
  private final int shortestKeyword;

  private final boolean numericKeywords;

  /**
   * @param eligible the rules that this is for
   * @param always those of them that an event may match whatever it has
   * @param probes what is looked for, a probe a field
   */
  Prefilter(RuleSet eligible, RuleSet always, List<Probe> probes) {
    this.eligible = eligible;
    this.always = always;
    this.probes = List.copyOf(probes);
    List<Seek.Parts> keywords =
        probes.stream()
            .filter(one -> one.field() == Needle.ANY_FIELD)
            .flatMap(one -> one.seeks().stream())
            .map(Seek.Parts.class::cast)
            .toList();
    this.shortestKeyword = keywords.stream().mapToInt(Seek.Parts::shortest).min().orElse(0);
    this.numericKeywords = keywords.stream().anyMatch(Seek.Parts::numeric);
  }

  /** The rules that this is for. */
  RuleSet eligible() {
    return eligible;
  }

  /** Sets the candidates: the rules that the event may match, and perhaps some it is not for. */
  void find(EventFields event, RuleSet candidates) {
    candidates.set(always);
    for (int i = 0; i < probes.size(); i++) {
      Probe probe = probes.get(i);
      int field = probe.field();
      if (field == Needle.ANY_FIELD) {
        event.eachText(shortestKeyword, numericKeywords, value -> probe.mark(value, candidates));
      } else if (event.has(field)) {
        mark(probe, event.of(field), candidates);
      }
    }
  }

  private static void mark(Probe probe, List<FieldValue> values, RuleSet found) {
    for (int i = 0; i < values.size(); i++) {
      FieldValue value = values.get(i);
      if (value.isLasting()) {
        found.addAll(value.found(probe));
      } else {
        probe.mark(value, found);
      }
    }
  }
}
