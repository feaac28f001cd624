package io.merlon.connect.file.evtx;

import io.merlon.model.ObjectValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A log as Windows keeps it: a header of 4 KiB, then chunks of 64 KiB that each stand alone. A
 * chunk or record that is broken is told of; the others are read.
 */
public final class EvtxFile {
  private static final byte[] MAGIC = {'E', 'l', 'f', 'F', 'i', 'l', 'e', 0};
  private static final int HEADER = 4096;
  private static final int CHUNK = 65536;

  private EvtxFile() {}

  /** Takes what is read. */
  public interface Listener {
    /** An event, with the id that the log gave it. */
    void event(long record, ObjectValue event);

    /** What could not be read: where and why. */
    void problem(long record, String reason);
  }

  /** Whether a file that begins like this is such a log. */
  public static boolean isOne(byte[] start) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (start.length <= i || start[i] != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  /** Reads all chunks, one at a time. */
  public static void read(InputStream input, Listener listener) throws IOException {
    input.skipNBytes(HEADER);
    for (int number = 0; ; number++) {
      byte[] bytes = input.readNBytes(CHUNK);
      if (bytes.length == 0) {
        return;
      }
      ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      new EvtxChunk(chunk, number, listener).read();
      if (bytes.length < CHUNK) {
        listener.problem(0, "chunk " + number + " ends after " + bytes.length + " bytes");
        return;
      }
    }
  }
}
