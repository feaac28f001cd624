package io.merlon.connect.software.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** A stretch of an image: all of it, or a partition. */
final class Blocks {
  private final FileChannel channel;
  private final long start;
  private final long length;

  Blocks(FileChannel channel, long start, long length) {
    this.channel = channel;
    this.start = start;
    this.length = length;
  }

  long length() {
    return length;
  }

  /** A part, cut to what is there. */
  Blocks part(long from, long size) {
    long begin = Math.clamp(from, 0, length);
    return new Blocks(channel, start + begin, Math.clamp(size, 0, length - begin));
  }

  /**
   * Bytes in little endian order.
   *
   * @throws EOFException when they are not all there
   */
  ByteBuffer read(long offset, int count) throws IOException {
    if (offset < 0 || offset > length - count) {
      throw new EOFException("byte " + offset + " is beyond the end of the image or partition");
    }
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, start + offset + buffer.position()) < 0) {
        throw new EOFException("the image ends at byte " + (offset + buffer.position()));
      }
    }
    return buffer.flip();
  }
}
