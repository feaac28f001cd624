package io.merlon.detection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds which of many texts stand in a value in one pass over it: of each text four characters are
 * remembered, those that the fewest others have, and the text is compared where these are met.
 */
final class GramIndex {
  private static final int GRAM = Needles.SHORTEST;
  private static final int FILTER_BITS = 16;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final long[] filter = new long[1 << (FILTER_BITS - 6)];
  private final Map<Long, List<Entry>> entries = new HashMap<>();

  /**
   * A text that is looked for.
   *
   * @param offset where in it the remembered characters begin
   * @param rules the rules that it is a needle of
   */
  private record Entry(String text, int offset, List<Integer> rules) {}

  GramIndex(Map<String, List<Integer>> rulesByText) {
    Map<Long, Integer> uses = new HashMap<>();
    for (String text : rulesByText.keySet()) {
      for (int at = 0; at + GRAM <= text.length(); at++) {
        uses.merge(gram(text, at), 1, Integer::sum);
      }
    }
    rulesByText.forEach((text, rules) -> {
      int rarest = 0;
      for (int at = 1; at + GRAM <= text.length(); at++) {
        if (uses.getOrDefault(gram(text, at), 0) < uses.getOrDefault(gram(text, rarest), 0)) {
          rarest = at;
        }
      }
      long gram = gram(text, rarest);
      filter[slot(gram) >>> 6] |= 1L << slot(gram);
      entries.computeIfAbsent(gram, first -> new ArrayList<>()).add(new Entry(text, rarest, rules));
    });
  }

  /** Marks the rules of all texts that stand in this one. */
  void mark(String text, RuleSet rules) {
    int length = text.length();
    if (length < GRAM || entries.isEmpty()) {
      return;
    }
    long gram = gram(text, 0) << 16;
    for (int end = GRAM - 1; end < length; end++) {
      gram = (gram >>> 16) | ((long) text.charAt(end) << 48);
      int slot = slot(gram);
      if ((filter[slot >>> 6] & 1L << slot) != 0) {
        markAt(text, end - GRAM + 1, gram, rules);
      }
    }
  }

  private void markAt(String text, int at, long gram, RuleSet rules) {
    for (Entry entry : entries.getOrDefault(gram, List.of())) {
      if (text.startsWith(entry.text, at - entry.offset)) {
        entry.rules.forEach(rules::add);
      }
    }
  }

  private static int slot(long gram) {
    return (int) (gram * MIX >>> (64 - FILTER_BITS));
  }

  private static long gram(String text, int at) {
    long gram = 0;
    for (int i = GRAM - 1; i >= 0; i--) {
      gram = gram << 16 | text.charAt(at + i);
    }
    return gram;
  }
}
