package io.merlon.connect.machine;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads the LZ4 frame format (version 1.6.1), in which apt keeps package lists. Checksums are
 * passed over: the lists were checked when apt fetched them. Memory is one block (at most 4 MiB)
 * and the 64 KiB before it.
 */
final class Lz4FrameInputStream extends InputStream {
  private static final int MAGIC = 0x184D2204;
  private static final int WINDOW = 1 << 16;

  private final InputStream in;
  private final int blockLimit;
  private final boolean blockChecksum;
  private byte[] out;
  private int position;
  private int end;
  private boolean finished;

  Lz4FrameInputStream(InputStream in) throws IOException {
    this.in = in;
    if (number() != MAGIC) {
      throw new IOException("not an LZ4 frame");
    }
    int flags = octet();
    int size = octet() >> 4 & 7;
    if (flags >> 6 != 1 || size < 4) {
      throw new IOException("an LZ4 frame of an unknown version");
    }
    blockChecksum = (flags & 0x10) != 0;
    in.skipNBytes((flags & 0x08) != 0 ? 8 : 0);
    in.skipNBytes((flags & 0x01) != 0 ? 4 : 0);
    octet(); // header checksum
    blockLimit = 1 << (8 + 2 * size);
    out = new byte[WINDOW + blockLimit];
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (position == end) {
      if (finished || !block()) {
        return -1;
      }
    }
    int count = Math.min(length, end - position);
    System.arraycopy(out, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean block() throws IOException {
    int header = number();
    if (header == 0) {
      finished = true;
      return false;
    }
    int size = header & 0x7FFFFFFF;
    if (size > blockLimit) {
      throw new IOException("an LZ4 block of " + size + " bytes is larger than its frame allows");
    }
    byte[] block = in.readNBytes(size);
    if (block.length < size) {
      throw new EOFException("the LZ4 frame is cut off");
    }
    in.skipNBytes(blockChecksum ? 4 : 0);
    int kept = Math.min(end, WINDOW);
    System.arraycopy(out, end - kept, out, 0, kept);
    position = kept;
    end = kept;
    if (header < 0) {
      put(block, 0, size);
    } else {
      decode(block);
    }
    return true;
  }

  private void decode(byte[] block) throws IOException {
    int at = 0;
    while (at < block.length) {
      int token = block[at++] & 0xFF;
      int literals = token >> 4;
      for (int more = literals == 15 ? 255 : 0; more == 255; literals += more) {
        more = octet(block, at++);
      }
      put(block, at, literals);
      at += literals;
      if (at >= block.length) {
        return; // the last sequence has no match
      }
      int distance = octet(block, at++) | octet(block, at++) << 8;
      int length = token & 15;
      for (int more = length == 15 ? 255 : 0; more == 255; length += more) {
        more = octet(block, at++);
      }
      copy(distance, length + 4);
    }
  }

  private void put(byte[] block, int from, int count) throws IOException {
    if (count < 0 || from > block.length - count || count > out.length - end) {
      throw new IOException("a damaged LZ4 block");
    }
    System.arraycopy(block, from, out, end, count);
    end += count;
  }

  private void copy(int distance, int count) throws IOException {
    if (distance == 0 || distance > end || count < 0 || count > out.length - end) {
      throw new IOException("a damaged LZ4 block");
    }
    if (distance >= count) {
      System.arraycopy(out, end - distance, out, end, count);
    } else if (distance == 1) {
      Arrays.fill(out, end, end + count, out[end - 1]);
    } else {
      for (int i = end; i < end + count; i++) {
        out[i] = out[i - distance];
      }
    }
    end += count;
  }

  private static int octet(byte[] block, int at) throws IOException {
    if (at >= block.length) {
      throw new IOException("a damaged LZ4 block");
    }
    return block[at] & 0xFF;
  }

  private int octet() throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw new EOFException("the LZ4 frame is cut off");
    }
    return octet;
  }

  private int number() throws IOException {
    return octet() | octet() << 8 | octet() << 16 | octet() << 24;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
