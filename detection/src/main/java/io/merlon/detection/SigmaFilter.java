package io.merlon.detection;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A global filter: what is left out of the matches of other rules.
 *
 * @param header what it says about itself
 * @param logSource a rule has to have all that this names
 * @param rules ids or names of the rules; none for all of the log source
 * @param searches its named searches
 * @param keeps what holds for the events that stay
 */
public record SigmaFilter(
    RuleHeader header,
    LogSource logSource,
    List<String> rules,
    Map<String, Search> searches,
    Condition keeps) {
  /** Whether the filter is for this rule. */
  boolean concerns(SigmaRule rule) {
    return logSource.covers(rule.logSource())
        && (rules.isEmpty()
            || Stream.of(rule.header().id(), rule.header().name()).anyMatch(this::names));
  }

  private boolean names(@Nullable String reference) {
    return reference != null && rules.contains(reference);
  }
}
