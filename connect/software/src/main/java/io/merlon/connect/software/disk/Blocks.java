package io.merlon.connect.software.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** A stretch of an image: all of it, or a partition. */
final class Blocks {
  private final Source source;
  private final long start;
  private final long length;

  /** What an image's bytes come from. */
  interface Source {
    /** Reads at least one byte, or gives a number below zero at the end. */
    int read(ByteBuffer target, long at) throws IOException;

    long size() throws IOException;
  }

  Blocks(FileChannel channel, long start, long length) {
    this(raw(channel), start, length);
  }

  private Blocks(Source source, long start, long length) {
    this.source = source;
    this.start = start;
    this.length = length;
  }

  /** All of a disk, whatever the form of its image. */
  static Blocks of(FileChannel image) throws IOException {
    Source disk = Qcow2.isOne(image) ? Qcow2.open(image) : raw(image);
    return new Blocks(disk, 0, disk.size());
  }

  private static Source raw(FileChannel image) {
    return new Source() {
      @Override
      public int read(ByteBuffer target, long at) throws IOException {
        return image.read(target, at);
      }

      @Override
      public long size() throws IOException {
        return image.size();
      }
    };
  }

  long length() {
    return length;
  }

  /** A part, cut to what is there. */
  Blocks part(long from, long size) {
    long begin = Math.clamp(from, 0, length);
    return new Blocks(source, start + begin, Math.clamp(size, 0, length - begin));
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
      if (source.read(buffer, start + offset + buffer.position()) < 0) {
        throw new EOFException("the image ends at byte " + (offset + buffer.position()));
      }
    }
    return buffer.flip();
  }
}
