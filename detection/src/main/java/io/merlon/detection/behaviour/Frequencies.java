package io.merlon.detection.behaviour;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.apache.datasketches.frequencies.FrequentLongsSketch;

/**
 * How often each text came, in memory of bounded size. Never less than it was: when many different
 * ones crowd it, what is told is too high by a share that the size bounds.
 */
final class Frequencies {
  private static final int LG_ROOM = 16;
  private static final int BYTES = (16 << LG_ROOM) + 64;
  private static final HashFunction HASH = Hashing.farmHashFingerprint64();

  /** Where the sketch's own header says how large it may become, and is. */
  private static final int LG_MOST_AT = 3;

  private static final int LG_NOW_AT = 4;

  private FrequentLongsSketch sketch = new FrequentLongsSketch(1 << LG_ROOM);

  void add(String text) {
    sketch.update(number(text));
  }

  /** At least how often the text came. */
  long of(String text) {
    return sketch.getUpperBound(number(text));
  }

  private static long number(String text) {
    return HASH.hashUnencodedChars(text).asLong();
  }

  void save(DataOutput out) throws IOException {
    byte[] bytes = sketch.toByteArray();
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  void load(DataInput in) throws IOException {
    byte[] bytes = new byte[Baselines.bounded(in.readInt(), BYTES, "frequencies")];
    in.readFully(bytes);
    if (bytes.length <= LG_NOW_AT
        || bytes[LG_MOST_AT] != LG_ROOM
        || bytes[LG_NOW_AT] < 0
        || bytes[LG_NOW_AT] > LG_ROOM) {
      throw new IOException("frequencies of another size");
    }
    sketch = FrequentLongsSketch.getInstance(MemorySegment.ofArray(bytes));
  }
}
