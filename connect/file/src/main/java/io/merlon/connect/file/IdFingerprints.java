package io.merlon.connect.file;

import java.util.Arrays;

/**
 * The ids that were seen, each as 128 bits: 96 of a hash of the id in lower case and 32 of a hash
 * of the id as it was written.
 *
 * <p>Two different ids are taken for one when 96 bits agree: among 10 million ids the probability
 * that this happens at all is 10^14 / 2 / 2^96, less than 10^-15. The hash is seeded at random, so
 * that nobody can make ids that collide. An id costs 16 bytes in tables that are between three
 * eighths and three quarters full: 21 to 43 bytes each, at most 430 MB for 10 million. The tables
 * are many and small, so that growing one does not double all of them at once.
 */
final class IdFingerprints {
  /** What is known of an id that is added. */
  enum Seen {
    NEW,
    AS_WRITTEN,
    IN_OTHER_CASE
  }

  private static final int TABLES = 256;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final long OTHER_MULTIPLIER = 0xD6E8FEB86659FD93L;
  private static final long WRITTEN_BITS = 0xFFFF_FFFFL;

  private final long[][] tables = new long[TABLES][2 * 16];
  private final int[] sizes = new int[TABLES];
  private final long seed;

  IdFingerprints(long seed) {
    this.seed = seed;
  }

  /** Adds an id, given in lower case and as it was written. */
  Seen add(String folded, String written) {
    long high = hash(folded, seed, MULTIPLIER);
    long foldedBits = hash(folded, ~seed, OTHER_MULTIPLIER) & ~WRITTEN_BITS;
    long writtenBits = hash(written, seed, OTHER_MULTIPLIER) & WRITTEN_BITS;
    // An empty slot is zero in both halves.
    long low = foldedBits | (writtenBits == 0 ? 1 : writtenBits);
    int number = (int) (high >>> 56);
    long[] table = tables[number];
    int slot = slot(high, table);
    for (; (table[slot] | table[slot + 1]) != 0; slot = next(slot, table)) {
      if (table[slot] == high && ((table[slot + 1] ^ low) & ~WRITTEN_BITS) == 0) {
        return table[slot + 1] == low ? Seen.AS_WRITTEN : Seen.IN_OTHER_CASE;
      }
    }
    table[slot] = high;
    table[slot + 1] = low;
    if (++sizes[number] * 8 > table.length * 3) {
      tables[number] = grown(table);
    }
    return Seen.NEW;
  }

  private static long[] grown(long[] table) {
    long[] larger = new long[Math.multiplyExact(table.length, 2)];
    for (int i = 0; i < table.length; i += 2) {
      if ((table[i] | table[i + 1]) != 0) {
        int slot = slot(table[i], larger);
        while ((larger[slot] | larger[slot + 1]) != 0) {
          slot = next(slot, larger);
        }
        larger[slot] = table[i];
        larger[slot + 1] = table[i + 1];
      }
    }
    return larger;
  }

  private static int slot(long high, long[] table) {
    return (int) (high << 1) & (table.length - 2);
  }

  private static int next(int slot, long[] table) {
    return (slot + 2) & (table.length - 1);
  }

  /** Each step is a bijection of the state, so that ids of one length that differ rarely meet. */
  private static long hash(String text, long seed, long multiplier) {
    long state = seed ^ (text.length() * multiplier);
    int i = 0;
    for (; i + 4 <= text.length(); i += 4) {
      long four =
          text.charAt(i)
              | ((long) text.charAt(i + 1) << 16)
              | ((long) text.charAt(i + 2) << 32)
              | ((long) text.charAt(i + 3) << 48);
      state = mix(state ^ four, multiplier);
    }
    for (; i < text.length(); i++) {
      state = mix(state ^ text.charAt(i), multiplier);
    }
    return mix(mix(state, multiplier), multiplier);
  }

  private static long mix(long state, long multiplier) {
    long mixed = state * multiplier;
    return mixed ^ (mixed >>> 32);
  }

  /** The bytes that the tables take up. */
  long bytes() {
    return Arrays.stream(tables).mapToLong(table -> 8L * table.length).sum();
  }
}
