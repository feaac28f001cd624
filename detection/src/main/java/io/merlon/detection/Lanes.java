package io.merlon.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/**
 * Of events of one shape: which groups of rules apply. That depends on a few fields, such as
 * channel and event id, and is remembered by their values.
 */
final class Lanes {
  private static final int MOST = 1024;

  private final List<Lane> inAnyCase;
  private final Maker maker;
  private final int[] sourceFields;
  private final Map<List<String>, List<Lane>> bySource = new ConcurrentHashMap<>();

  /**
   * A group of rules, and which of them an event of the shape can be meant for.
   *
   * @param eligible of the group's rules
   */
  record Lane(RuleGroup group, RuleSet eligible) {}

  private Lanes(List<Lane> inAnyCase, Maker maker, int[] sourceFields) {
    this.inAnyCase = inAnyCase;
    this.maker = maker;
    this.sourceFields = sourceFields;
  }

  /** The groups that apply to an event. */
  List<Lane> of(EventFields event, Memo memo) {
    List<String> source = new ArrayList<>(sourceFields.length);
    for (int field : sourceFields) {
      List<FieldValue> values = event.of(field);
      source.add(
          values.size() == 1
              ? values.getFirst().text()
              : values.stream().map(FieldValue::text).toList().toString());
    }
    List<Lane> known = bySource.get(source);
    if (known != null) {
      return known;
    }
    List<Lane> lanes = new ArrayList<>();
    for (Lane lane : inAnyCase) {
      if (lane.group.applies(memo)) {
        lanes.add(lane);
      }
    }
    for (RuleGroup group : maker.described) {
      if (group.applies(memo)) {
        lanes.add(new Lane(group, group.all()));
      }
    }
    if (bySource.size() >= MOST) {
      bySource.clear();
    }
    bySource.put(source, List.copyOf(lanes));
    return lanes;
  }

  /** Makes the lanes of shapes. */
  static final class Maker {
    private final List<RuleGroup> described;
    private final List<RuleGroup> undescribed;
    private final List<Integer> sourceFields;

    /**
     * For groups of rules.
     *
     * @param sourceFields the fields that tell a log source
     */
    Maker(List<RuleGroup> groups, List<Integer> sourceFields) {
      this.described = groups.stream().filter(RuleGroup::isDescribed).toList();
      this.undescribed = groups.stream().filter(group -> !group.isDescribed()).toList();
      this.sourceFields = sourceFields;
    }

    /** For a shape that has these fields. */
    Lanes make(IntPredicate hasField) {
      List<Lane> inAnyCase = new ArrayList<>();
      for (RuleGroup group : undescribed) {
        RuleSet eligible = group.mentioning(hasField);
        if (!eligible.isEmpty()) {
          inAnyCase.add(new Lane(group, eligible));
        }
      }
      return new Lanes(
          List.copyOf(inAnyCase),
          this,
          sourceFields.stream().mapToInt(Integer::intValue).filter(hasField).toArray());
    }
  }
}
