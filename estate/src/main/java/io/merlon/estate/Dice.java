package io.merlon.estate;

/** Numbers that look random and depend on nothing but what they are asked for. */
record Dice(long seed) {
  /** A number for this place and purpose. */
  long roll(long place, long purpose) {
    return mix(mix(seed ^ mix(place)) ^ purpose);
  }

  /** The same, evenly from 0 to below 1. */
  double share(long place, long purpose) {
    return (roll(place, purpose) >>> 11) * 0x1p-53;
  }

  /** The same, evenly from 0 to below the bound. */
  int below(long place, long purpose, int bound) {
    return (int) Math.unsignedMultiplyHigh(roll(place, purpose), bound);
  }

  /** What a text contributes as a purpose. */
  static long purpose(String text) {
    long hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = mix(hash ^ text.charAt(i));
    }
    return hash;
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
  private static long mix(long value) {
    long mixed = value + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
