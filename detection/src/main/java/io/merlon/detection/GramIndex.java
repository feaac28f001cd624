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
  private static final int PLACES_A_GRAM = 3;

  private final int step;
  private final int filterShift;
  private final long[] filter;
  private final int shift;

  /** The grams, each at the first free place from its slot on; 0 is none, and a place is free. */
  private final int[] grams;

  /** What begins with the gram at the same place. */
  private final Entry[][] entries;

  /**
   * A text that is looked for.
   *
   * @param offset where in it the remembered gram begins
   * @param rules the rules that it is a needle of
   */
  private record Entry(String text, int offset, List<Integer> rules) {
    boolean isAt(String value, int gramAt) {
      return value.regionMatches(true, gramAt - offset, text, 0, text.length());
    }
  }

  /**
   * @param step how many characters the pass goes on at once; the texts are longer than that by
   *     three at least
   */
  GramIndex(int step, Map<String, List<Integer>> rulesByText, Pairs pairs) {
    this.step = step;
    Map<Integer, List<Entry>> byGram = new HashMap<>();
    rulesByText.forEach((text, rules) -> {
      int start = rarest(text, pairs);
      for (int at = start; at < start + step; at++) {
        byGram
            .computeIfAbsent(gram(text, at), first -> new ArrayList<>(1))
            .add(new Entry(text, at, rules));
      }
    });
    this.filterShift = Integer.SIZE - bits(byGram.size() * BITS_A_GRAM, FEWEST_BITS, MOST_BITS);
    this.filter = new long[1 << (Integer.SIZE - filterShift - 6)];
    this.shift = Integer.SIZE - bits(byGram.size() * PLACES_A_GRAM, 1, Integer.SIZE - 2);
    this.grams = new int[1 << (Integer.SIZE - shift)];
    this.entries = new Entry[grams.length][];
    byGram.forEach((gram, all) -> {
      int slot = gram * MIX >>> filterShift;
      filter[slot >>> 6] |= 1L << slot;
      int place = place(gram);
      grams[place] = gram;
      entries[place] = all.toArray(Entry[]::new);
    });
  }

  /** The bits of the next power of two, within bounds. */
  private static int bits(int wanted, int fewest, int most) {
    return Math.clamp(Integer.SIZE - Integer.numberOfLeadingZeros(wanted - 1), fewest, most);
  }

  /** Where the gram is, or where it would be added. */
  private int place(int gram) {
    int place = gram * MIX >>> shift;
    while (grams[place] != gram && grams[place] != 0) {
      place = place + 1 & grams.length - 1;
    }
    return place;
  }

  /** The shortest text that can be found with this step. */
  static int shortest(int step) {
    return GRAM + step - 1;
  }

  /** Where the grams begin that most values are without. */
  private int rarest(String text, Pairs pairs) {
    int rarest = 0;
    double least = Double.MAX_VALUE;
    for (int start = 0; start + shortest(step) <= text.length(); start++) {
      double frequency = pairs.frequency(text, start, start + shortest(step));
      if (frequency < least) {
        least = frequency;
        rarest = start;
      }
    }
    return rarest;
  }

  /**
   * Marks the rules of all texts that stand in this value, whatever the case of letters. Case is
   * ignored by a bit, which is right within ASCII only; beyond it the folded text is looked at.
   */
  void mark(FieldValue value, byte[] ascii, RuleSet rules) {
    if (ascii.length < value.text().length()) {
      markFolded(value.folded(), rules);
      return;
    }
    int last = ascii.length - GRAM;
    for (int at = 0; at <= last; at += step) {
      int gram = (int) CHARACTERS.get(ascii, at) | FOLDED;
      int slot = gram * MIX >>> filterShift;
      if ((filter[slot >>> 6] & 1L << slot) != 0) {
        markAt(value.text(), at, gram, rules);
      }
    }
  }

  private void markFolded(String folded, RuleSet rules) {
    for (int at = 0; at <= folded.length() - GRAM; at += step) {
      int gram = gram(folded, at);
      int slot = gram * MIX >>> filterShift;
      if ((filter[slot >>> 6] & 1L << slot) != 0) {
        markAt(folded, at, gram, rules);
      }
    }
  }

  private void markAt(String text, int at, int gram, RuleSet rules) {
    int place = place(gram);
    if (grams[place] == 0) {
      return;
    }
    for (Entry entry : entries[place]) {
      if (entry.isAt(text, at)) {
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
