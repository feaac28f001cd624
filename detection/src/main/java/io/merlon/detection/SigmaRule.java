package io.merlon.detection;

import io.merlon.model.Severity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Sigma rule as read.
 *
 * @param source the file or other place that it came from
 * @param id its id; absent where the rule has none
 * @param title its title
 * @param level how grave a match is, in Sigma's words; absent where the rule does not say
 * @param tags its tags, such as {@code attack.t1059.001}
 * @param logSource which events it is about
 * @param searches its named searches, in order
 * @param conditions it matches where any of these holds
 */
public record SigmaRule(
    String source,
    @Nullable String id,
    String title,
    @Nullable String level,
    List<String> tags,
    LogSource logSource,
    Map<String, Search> searches,
    List<Condition> conditions) {
  /** How grave a match is; informational where the rule does not say, or not in Sigma's words. */
  public Severity severity() {
    return level == null
        ? Severity.INFORMATIONAL
        : Severity.of(level).orElse(Severity.INFORMATIONAL);
  }
}
