package io.merlon.posture;

import java.util.Arrays;

/**
 * A set of a control's recommendations, a bit for each. One that is a key of a map is not changed
 * any more; a scratch one is, and is copied before it becomes a key.
 */
final class Combination {
  private final long[] words;

  private Combination(long[] words) {
    this.words = words;
  }

  /** The empty set over this many recommendations. */
  static Combination over(int recommendations) {
    return new Combination(new long[(recommendations + 63) >>> 6]);
  }

  void add(int bit) {
    words[bit >>> 6] |= 1L << bit;
  }

  void clear() {
    Arrays.fill(words, 0);
  }

  Combination copy() {
    return new Combination(words.clone());
  }

  boolean contains(int bit) {
    return (words[bit >>> 6] & (1L << bit)) != 0;
  }

  boolean isSubsetOf(Combination other) {
    for (int i = 0; i < words.length; i++) {
      if ((words[i] & ~other.words[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  int size() {
    int size = 0;
    for (long word : words) {
      size += Long.bitCount(word);
    }
    return size;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Combination that && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }
}
