package io.merlon.detection.behaviour;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;

/** How many different texts there were: exact for a few, within some percent for many. */
final class DistinctCount {
  /** 512 registers of four bits: an error of about 5 percent (one sigma) in at most 300 bytes. */
  private static final int LG_REGISTERS = 9;

  private static final int MOST_BYTES = 4096;

  /** Where the sketch's own header says how many registers it has. */
  private static final int LG_REGISTERS_AT = 3;

  private final HllSketch sketch;

  DistinctCount() {
    this(new HllSketch(LG_REGISTERS, TgtHllType.HLL_4));
  }

  private DistinctCount(HllSketch sketch) {
    this.sketch = sketch;
  }

  void add(String text) {
    sketch.update(text);
  }

  long count() {
    return Math.round(sketch.getEstimate());
  }

  void clear() {
    sketch.reset();
  }

  void save(DataOutput out) throws IOException {
    byte[] bytes = sketch.toCompactByteArray();
    out.writeShort(bytes.length);
    out.write(bytes);
  }

  static DistinctCount load(DataInput in) throws IOException {
    byte[] bytes = new byte[Baselines.bounded(in.readUnsignedShort(), MOST_BYTES, "a count")];
    in.readFully(bytes);
    if (bytes.length <= LG_REGISTERS_AT || bytes[LG_REGISTERS_AT] != LG_REGISTERS) {
      throw new IOException("a count of another size");
    }
    return new DistinctCount(HllSketch.heapify(bytes));
  }
}
