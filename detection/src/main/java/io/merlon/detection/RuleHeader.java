package io.merlon.detection;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Sigma document says about itself. Nothing of it takes part in matching, and none of the
 * optional entries makes a document wrong.
 *
 * @param source the file or other place that it came from
 * @param line the line where it begins, from 1
 * @param id its id; absent where it has none
 * @param name the short name that correlations and filters may call it by
 * @param title its title
 * @param level how grave a match is, in Sigma's words
 * @param tags its tags, such as {@code attack.t1059.001}
 * @param description what it is about
 * @param about the other entries that hold text, by their names in Sigma: {@code author}, {@code
 *     date}, {@code modified}, {@code status}, {@code license}, {@code taxonomy}
 * @param lists the other entries that hold lists, by their names in Sigma: {@code references},
 *     {@code falsepositives}, {@code fields}, {@code scope}
 * @param related other rules, and what they are to this one
 */
public record RuleHeader(
    String source,
    int line,
    @Nullable String id,
    @Nullable String name,
    String title,
    @Nullable String level,
    List<String> tags,
    String description,
    Map<String, String> about,
    Map<String, List<String>> lists,
    List<Related> related) {
  /**
   * Another rule.
   *
   * @param id its id
   * @param type what it is to this one: {@code derived}, {@code obsolete}, {@code merged}, {@code
   *     renamed}, {@code similar}
   */
  public record Related(String id, String type) {}

  /** An entry that holds text; empty where the document does not have it. */
  public String about(String entry) {
    return about.getOrDefault(entry, "");
  }

  /** An entry that holds a list; empty where the document does not have it. */
  public List<String> list(String entry) {
    return lists.getOrDefault(entry, List.of());
  }
}
