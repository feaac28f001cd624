package io.merlon.detection;

import java.util.Arrays;
import java.util.BitSet;

/** A set of a plan's rules, by their number. */
final class RuleSet {
  private final long[] words;

  private RuleSet(long[] words) {
    this.words = words;
  }

  /** None of so many rules. */
  static RuleSet none(int rules) {
    return new RuleSet(new long[(rules + 63) >>> 6]);
  }

  /** Holds what the other holds, and nothing else. */
  void set(RuleSet other) {
    System.arraycopy(other.words, 0, words, 0, words.length);
  }

  void add(int rule) {
    words[rule >>> 6] |= 1L << rule;
  }

  void addAll(int[] rules) {
    for (int rule : rules) {
      add(rule);
    }
  }

  void addAll(RuleSet others) {
    for (int i = 0; i < words.length; i++) {
      words[i] |= others.words[i];
    }
  }

  /** Those of these rules that are among the others too. */
  RuleSet and(RuleSet others) {
    long[] both = new long[words.length];
    for (int i = 0; i < words.length; i++) {
      both[i] = words[i] & others.words[i];
    }
    return new RuleSet(both);
  }

  boolean isEmpty() {
    for (long word : words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  boolean has(int rule) {
    return (words[rule >>> 6] & 1L << rule) != 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RuleSet set && Arrays.equals(words, set.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }

  /** The rules' numbers in order. */
  int[] numbers() {
    return BitSet.valueOf(words).stream().toArray();
  }

  /** The first rule from this number on that both sets have; -1 when there is none. */
  int nextShared(RuleSet other, int from) {
    int at = from >>> 6;
    if (at >= words.length) {
      return -1;
    }
    long word = words[at] & other.words[at] & -1L << from;
    while (word == 0) {
      if (++at == words.length) {
        return -1;
      }
      word = words[at] & other.words[at];
    }
    return (at << 6) + Long.numberOfTrailingZeros(word);
  }
}
