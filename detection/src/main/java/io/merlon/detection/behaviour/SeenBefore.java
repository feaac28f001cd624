package io.merlon.detection.behaviour;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.datasketches.filters.bloomfilter.BloomFilter;
import org.apache.datasketches.filters.bloomfilter.BloomFilterBuilder;

/**
 * Whether a text came before, in memory of fixed size. It may take a new one for known (one in a
 * thousand when full), never a known one for new. Two generations: when the younger is full the
 * older is let go, and with it what did not come again since.
 */
final class SeenBefore {
  private static final long SEED = 9001;
  private static final double TAKEN_FOR_KNOWN = 0.001;
  private static final int MOST_BYTES = 1 << 22;

  private static final int WORDS_AT = 16;

  private final long room;
  private BloomFilter younger;
  private BloomFilter older;
  private long inYounger;

  /**
   * Begins.
   *
   * @param room how many texts a generation holds
   */
  SeenBefore(long room) {
    this.room = room;
    this.younger = empty();
    this.older = empty();
  }

  private BloomFilter empty() {
    return BloomFilterBuilder.createByAccuracy(room, TAKEN_FOR_KNOWN, SEED);
  }

  /** Whether the text came before; from now on it did. */
  boolean addedBefore(String text) {
    if (younger.query(text)) {
      return true;
    }
    boolean known = older.query(text);
    if (inYounger >= room) {
      older = younger;
      younger = empty();
      inYounger = 0;
    }
    younger.update(text);
    inYounger++;
    return known;
  }

  void save(DataOutput out) throws IOException {
    out.writeLong(inYounger);
    for (BloomFilter one : new BloomFilter[] {younger, older}) {
      byte[] bytes = one.toByteArray();
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  void load(DataInput in) throws IOException {
    long count = in.readLong();
    BloomFilter first = filter(in);
    BloomFilter second = filter(in);
    if (count < 0 || count > room) {
      throw new IOException("a filter that holds " + count + " of " + room);
    }
    inYounger = count;
    younger = first;
    older = second;
  }

  private BloomFilter filter(DataInput in) throws IOException {
    byte[] bytes = new byte[Baselines.bounded(in.readInt(), MOST_BYTES, "a filter")];
    in.readFully(bytes);
    // the header says how many words of bits to make room for: what else it says is checked by it
    if (bytes.length < WORDS_AT + Integer.BYTES
        || ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(WORDS_AT)
            != younger.getCapacity() / Long.SIZE) {
      throw new IOException("a filter of another size");
    }
    BloomFilter read = BloomFilter.heapify(MemorySegment.ofArray(bytes));
    if (read.getSeed() != SEED || read.getNumHashes() != younger.getNumHashes()) {
      throw new IOException("a filter of another kind");
    }
    return read;
  }
}
