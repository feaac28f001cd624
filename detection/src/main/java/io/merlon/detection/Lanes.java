package io.merlon.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Of events of one shape: which rules they are meant for. That depends on a few fields, such as
 * channel and event id, and is remembered by their values.
 */
final class Lanes {
  private static final int MOST = 1024;

  private final Maker maker;
  private final List<Offer> offers;
  private final int[] sourceFields;
  private final Map<List<String>, Prefilter> bySource = new ConcurrentHashMap<>();

  /** What a group has for the shape. */
  private record Offer(RuleGroup group, RuleSet eligible) {}

  private Lanes(Maker maker, List<Offer> offers, int[] sourceFields) {
    this.maker = maker;
    this.offers = offers;
    this.sourceFields = sourceFields;
  }

  /** What tells which rules an event may match. */
  Prefilter of(EventFields event, Memo memo) {
    List<String> source = new ArrayList<>(sourceFields.length);
    for (int field : sourceFields) {
      List<FieldValue> values = event.of(field);
      source.add(
          values.size() == 1
              ? values.getFirst().text()
              : values.stream().map(FieldValue::text).toList().toString());
    }
    @Nullable Prefilter known = bySource.get(source);
    if (known != null) {
      return known;
    }
    RuleSet eligible = RuleSet.none(maker.rules);
    for (Offer offer : offers) {
      if (offer.group.applies().test(memo)) {
        eligible.addAll(offer.eligible);
      }
    }
    Prefilter made = maker.prefilters.of(eligible);
    if (bySource.size() >= MOST) {
      bySource.clear();
    }
    bySource.put(source, made);
    return made;
  }

  /**
   * Makes the lanes of shapes.
   *
   * @param rules how many there are
   * @param sourceFields the fields that tell a log source
   */
  record Maker(
      List<RuleGroup> groups, int rules, Prefilters prefilters, List<Integer> sourceFields) {

    /** For a shape that has these fields. */
    Lanes make(IntPredicate hasField) {
      List<Offer> offers = new ArrayList<>();
      for (RuleGroup group : groups) {
        RuleSet eligible = group.eligible(hasField);
        if (!eligible.isEmpty()) {
          offers.add(new Offer(group, eligible));
        }
      }
      return new Lanes(
          this,
          offers,
          sourceFields.stream().mapToInt(Integer::intValue).filter(hasField).toArray());
    }
  }
}
