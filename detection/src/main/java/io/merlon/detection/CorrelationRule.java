package io.merlon.detection;

import io.merlon.model.Severity;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Sigma correlation as read: what the matches of other rules have to be like together.
 *
 * @param header what it says about itself
 * @param type what is counted or asked for
 * @param members the rules whose matches are looked at, in order
 * @param groupBy fields or aliases whose values have to be the same; none for one group of all
 * @param timespan how far apart in time the first and the last may be
 * @param condition when it holds
 * @param generate whether its members are told by themselves too
 */
public record CorrelationRule(
    RuleHeader header,
    Type type,
    List<Member> members,
    List<String> groupBy,
    Duration timespan,
    CorrelationCondition condition,
    boolean generate)
    implements Rule {
  /** Kinds of correlation. */
  public enum Type {
    EVENT_COUNT,
    VALUE_COUNT,
    VALUE_SUM,
    VALUE_AVG,
    VALUE_MEDIAN,
    VALUE_PERCENTILE,
    TEMPORAL,
    TEMPORAL_ORDERED;

    /** Whether it asks which rules matched, and not for a figure. */
    public boolean isTemporal() {
      return this == TEMPORAL || this == TEMPORAL_ORDERED;
    }

    /** Whether it looks into a field. */
    public boolean needsField() {
      return !isTemporal() && this != EVENT_COUNT;
    }
  }

  /**
   * A rule whose matches are looked at.
   *
   * @param reference its id or name, as the correlation writes it
   * @param rule the rule
   * @param aliases for the correlation's aliases, the field of this rule's events
   */
  public record Member(String reference, Rule rule, Map<String, String> aliases) {
    /** The field of this rule's events that the correlation calls so. */
    public String field(String name) {
      return aliases.getOrDefault(name, name);
    }
  }

  /** How grave a match is: as its level says, else as the gravest of its members. */
  @Override
  public Severity severity() {
    return Optional.ofNullable(level())
        .flatMap(Severity::of)
        .or(() ->
            members.stream().map(member -> member.rule().severity()).max(Comparator.naturalOrder()))
        .orElse(Severity.INFORMATIONAL);
  }
}
