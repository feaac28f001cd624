package io.merlon.detection;

import io.merlon.model.IntegerValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * Values that were met before, and with them what was found out about them: recorders write the
 * same paths, users and hosts over and over. For one thread.
 */
final class KnownValues {
  /*
   * A table of pairs, of fixed size. The first of a pair is the one that came again; a new value
   * takes the second place, so that values that come only once push out each other and nothing
   * else.
   */
  private static final int PAIRS = 4096;

  /** Longer texts come again too seldom for what keeping them costs. */
  private static final int LONGEST = 1024;

  private static final int MIX = 0x9E3779B9;
  private static final int SHIFT = Integer.SIZE - Integer.numberOfTrailingZeros(PAIRS);

  private final int[] hashes = new int[2 * PAIRS];
  private final @Nullable FieldValue[] pairs = new @Nullable FieldValue[2 * PAIRS];

  /** A scalar as rules look at it; the same object as before as long as it is known. */
  FieldValue of(Value scalar) {
    return switch (scalar) {
      case StringValue(String text) when text.length() <= LONGEST -> of(scalar, text.hashCode());
      case IntegerValue(long number) -> of(scalar, Long.hashCode(number));
      default -> FieldValue.passing(scalar);
    };
  }

  private FieldValue of(Value scalar, int hash) {
    int first = 2 * (hash * MIX >>> SHIFT);
    int second = first + 1;
    FieldValue known = pairs[first];
    if (known != null && hashes[first] == hash && known.value().equals(scalar)) {
      return known;
    }
    known = pairs[second];
    if (known != null && hashes[second] == hash && known.value().equals(scalar)) {
      pairs[second] = pairs[first];
      hashes[second] = hashes[first];
      pairs[first] = known;
      hashes[first] = hash;
      return known;
    }
    FieldValue added = FieldValue.lasting(scalar);
    pairs[second] = added;
    hashes[second] = hash;
    return added;
  }
}
