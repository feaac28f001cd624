package io.merlon.policy;

import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Narrows an override or an assignment: what is asked of has to be in one list, or not in another.
 *
 * @param kind what is asked, such as {@code resourceLocation} or {@code
 *     policyDefinitionReferenceId}
 * @param in what may be, in lower case; empty for anything
 * @param notIn what may not be, in lower case
 */
record Selector(String kind, Set<String> in, Set<String> notIn) {
  static List<Selector> read(Value value) {
    List<Selector> selectors = new ArrayList<>();
    if (value instanceof ArrayValue(List<Value> items)) {
      for (Value item : items) {
        selectors.add(
            new Selector(
                item.get("kind").textOr("").toLowerCase(Locale.ROOT),
                folded(item.get("in")),
                folded(item.get("notIn"))));
      }
    }
    return selectors;
  }

  private static Set<String> folded(Value value) {
    Set<String> texts = new HashSet<>();
    if (value instanceof ArrayValue(List<Value> items)) {
      items.forEach(item -> texts.add(normal(item.textOr(""))));
    }
    return Set.copyOf(texts);
  }

  private static String normal(String text) {
    return text.replace(" ", "").toLowerCase(Locale.ROOT);
  }

  boolean admits(String text) {
    String normal = normal(text);
    return (in.isEmpty() || in.contains(normal)) && !notIn.contains(normal);
  }
}
