package io.merlon.detection.behaviour;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.datasketches.common.SketchesException;

/**
 * What was learnt, as bytes: a mark, the version, a checksum and the length of what follows, and
 * each baseline under its name.
 */
final class Baselines {
  private static final int MARK = 0x4D52424C;
  private static final int VERSION = 1;
  private static final int HEADER = 20;
  private static final int MOST_BYTES = 1 << 28;

  private Baselines() {}

  static byte[] save(List<Baseline> baselines) {
    try {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(body);
      for (Baseline baseline : baselines) {
        out.writeUTF(baseline.name());
        baseline.save(out);
      }
      byte[] bytes = body.toByteArray();
      ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.length + HEADER);
      DataOutputStream header = new DataOutputStream(whole);
      header.writeInt(MARK);
      header.writeInt(VERSION);
      header.writeLong(checksum(bytes, 0));
      header.writeInt(bytes.length);
      header.write(bytes);
      return whole.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written to", e);
    }
  }

  /**
   * Reads into the baselines, all or, when something is wrong, none that may be used.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  static void load(byte[] saved, List<Baseline> into) {
    if (saved.length > MOST_BYTES) {
      throw new IllegalArgumentException("larger than any baselines are: " + saved.length);
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved))) {
      if (saved.length < HEADER || in.readInt() != MARK) {
        throw new IOException("these are no baselines of Merlon");
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw new IOException("version " + version + "; this Merlon reads version " + VERSION);
      }
      long expected = in.readLong();
      int length = in.readInt();
      if (length != saved.length - HEADER) {
        throw new IOException(
            "cut: %d bytes are announced, %d are there".formatted(length, saved.length - HEADER));
      }
      if (expected != checksum(saved, HEADER)) {
        throw new IOException("the checksum is wrong: the bytes were changed or damaged");
      }
      for (Baseline baseline : into) {
        String name = in.readUTF();
        if (!name.equals(baseline.name())) {
          throw new IOException("'" + name + "' where '" + baseline.name() + "' belongs");
        }
        baseline.load(in);
      }
      if (in.read() >= 0) {
        throw new IOException("something follows the end");
      }
    } catch (IOException e) {
      String reason = e.getMessage() == null ? "it ends too early" : e.getMessage();
      throw new IllegalArgumentException(reason, e);
    } catch (IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException
        | SketchesException e) {
      throw new IllegalArgumentException("a sketch in it is broken: " + e.getMessage(), e);
    }
  }

  private static long checksum(byte[] bytes, int from) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, from, bytes.length - from);
    return sum.getValue();
  }

  /** The length, which has to be within bounds. */
  static int bounded(int length, int most, String what) throws IOException {
    if (length < 0 || length > most) {
      throw new IOException(what + " of " + length + ", at most " + most);
    }
    return length;
  }

  /** Writes what is known by key. */
  static <V> void save(Recent<V> recent, DataOutput out, Writer<V> writer) throws IOException {
    out.writeInt(recent.size());
    IOException[] failed = new IOException[1];
    recent.forEach((key, value) -> {
      try {
        out.writeUTF(key);
        writer.write(value, out);
      } catch (IOException e) {
        failed[0] = e;
      }
    });
    if (failed[0] != null) {
      throw failed[0];
    }
  }

  /** Reads what is known by key. */
  static <V> Recent<V> load(int most, DataInput in, Reader<V> reader) throws IOException {
    Recent<V> recent = new Recent<>(most);
    int size = bounded(in.readInt(), most, "entries");
    for (int i = 0; i < size; i++) {
      recent.put(in.readUTF(), reader.read(in));
    }
    return recent;
  }

  /** Writes one value. */
  interface Writer<V> {
    void write(V value, DataOutput out) throws IOException;
  }

  /** Reads one value. */
  interface Reader<V> {
    V read(DataInput in) throws IOException;
  }
}
