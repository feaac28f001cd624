package io.merlon.detection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds which of many texts stand in a value, in one pass over it. Of each text as many
 * neighbouring grams of four characters are remembered as the pass takes steps at once, so that one
 * of them is met; there the text is compared.
 */
final class GramIndex {
  static final int GRAM = 4;

  private static final int FOLDED = 0x20202020;
  private static final VarHandle CHARACTERS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MIX = 0x9E3779B9;
  private static final int BITS_A_GRAM = 32;
  private static final int FEWEST_BITS = 10;
  private static final int MOST_BITS = 20;

  private final int step;
  private final int shift;
  private final long[] filter;
  private final Map<Integer, List<Entry>> entries = new HashMap<>();

  /**
   * A text that is looked for.
   *
   * @param offset where in it the remembered gram begins
   * @param rules the rules that it is a needle of
   */
  private record Entry(String text, int offset, List<Integer> rules) {}

  /**
   * @param step how many characters the pass goes on at once; the texts are longer than that by
   *     three at least
   */
  GramIndex(int step, Map<String, List<Integer>> rulesByText) {
    this.step = step;
    Map<Integer, Integer> uses = new HashMap<>();
    for (String text : rulesByText.keySet()) {
      for (int at = 0; at + GRAM <= text.length(); at++) {
        uses.merge(gram(text, at), 1, Integer::sum);
      }
    }
    rulesByText.forEach((text, rules) -> {
      int start = rarest(text, uses);
      for (int at = start; at < start + step; at++) {
        entries
            .computeIfAbsent(gram(text, at), first -> new ArrayList<>(1))
            .add(new Entry(text, at, rules));
      }
    });
    int wanted =
        Integer.numberOfTrailingZeros(
            Integer.highestOneBit(Math.max(1, entries.size() * BITS_A_GRAM)));
    int bits = Math.clamp(wanted, FEWEST_BITS, MOST_BITS);
    this.shift = Integer.SIZE - bits;
    this.filter = new long[1 << (bits - 6)];
    for (int gram : entries.keySet()) {
      int slot = gram * MIX >>> shift;
      filter[slot >>> 6] |= 1L << slot;
    }
  }

  /** The shortest text that can be found with this step. */
  static int shortest(int step) {
    return GRAM + step - 1;
  }

  /** Where the grams begin that the fewest other texts have. */
  private int rarest(String text, Map<Integer, Integer> uses) {
    int rarest = 0;
    int least = Integer.MAX_VALUE;
    for (int start = 0; start + shortest(step) <= text.length(); start++) {
      int sum = 0;
      for (int at = start; at < start + step; at++) {
        sum += uses.getOrDefault(gram(text, at), 0);
      }
      if (sum < least) {
        least = sum;
        rarest = start;
      }
    }
    return rarest;
  }

  /**
   * Marks the rules of all texts that stand in this value, whatever the case of letters. Case is
   * ignored by a bit, which is right within ASCII only; beyond it the folded text is looked at.
   */
  void mark(FieldValue value, RuleSet rules) {
    byte[] ascii = value.ascii();
    if (ascii.length < value.text().length()) {
      markFolded(value.folded(), rules);
      return;
    }
    int last = ascii.length - GRAM;
    for (int at = 0; at <= last; at += step) {
      int gram = (int) CHARACTERS.get(ascii, at) | FOLDED;
      int slot = gram * MIX >>> shift;
      if ((filter[slot >>> 6] & 1L << slot) != 0) {
        markAt(value.text(), at, gram, rules);
      }
    }
  }

  private void markFolded(String folded, RuleSet rules) {
    for (int at = 0; at <= folded.length() - GRAM; at += step) {
      int gram = gram(folded, at);
      int slot = gram * MIX >>> shift;
      if ((filter[slot >>> 6] & 1L << slot) != 0) {
        markAt(folded, at, gram, rules);
      }
    }
  }

  private void markAt(String text, int at, int gram, RuleSet rules) {
    for (Entry entry : entries.getOrDefault(gram, List.of())) {
      if (text.regionMatches(true, at - entry.offset, entry.text, 0, entry.text.length())) {
        entry.rules.forEach(rules::add);
      }
    }
  }

  private static int gram(String text, int at) {
    return text.charAt(at)
        | text.charAt(at + 1) << 8
        | text.charAt(at + 2) << 16
        | text.charAt(at + 3) << 24
        | FOLDED;
  }
}
