package io.merlon.connect.software.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The disk that an image of QEMU holds (qcow2, versions 2 and 3), found cluster by cluster. What
 * was never written is zero.
 */
final class Qcow2 implements Blocks.Source {
  private static final int MAGIC = 0x514649FB;
  private static final int HEADER = 104;
  private static final int MAX_CLUSTER_BITS = 21;
  private static final long PLACE = 0x00FF_FFFF_FFFF_FE00L;
  private static final long COMPRESSED = 1L << 62;
  private static final long ZERO = 1;

  /** Of what a reader has to understand, only that it was not closed well, which is no matter. */
  private static final long DIRTY = 1;

  private final FileChannel channel;
  private final int clusterBits;
  private final long size;
  private final long table;
  private final long tableSize;
  private long unpackedEntry;
  private byte[] unpacked = {};

  private Qcow2(FileChannel channel, ByteBuffer header) throws IOException {
    this.channel = channel;
    this.clusterBits = header.getInt(20);
    this.size = header.getLong(24);
    this.tableSize = Integer.toUnsignedLong(header.getInt(36));
    this.table = header.getLong(40);
    int version = header.getInt(4);
    refuseIf(version != 2 && version != 3, "version " + version);
    refuseIf(header.getLong(8) != 0, "another image that it builds upon: flatten it");
    refuseIf(header.getInt(32) != 0, "encryption");
    refuseIf(
        version == 3 && (header.getLong(72) & ~DIRTY) != 0,
        "features that are not known (a file of its own for data, zstd, subclusters)");
    refuseIf(clusterBits < 9 || clusterBits > MAX_CLUSTER_BITS, "clusters of a wrong size");
    refuseIf(size < 0 || table < 0, "a size below zero");
  }

  private static void refuseIf(boolean wrong, String what) throws IOException {
    if (wrong) {
      throw new IOException("a qcow2 image that is not read: it has " + what);
    }
  }

  static boolean isOne(FileChannel channel) throws IOException {
    return channel.size() >= HEADER && bytes(channel, 0, 4).getInt(0) == MAGIC;
  }

  static Qcow2 open(FileChannel channel) throws IOException {
    return new Qcow2(channel, bytes(channel, 0, HEADER));
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(ByteBuffer target, long at) throws IOException {
    if (at >= size) {
      return -1;
    }
    long within = at & (clusterSize() - 1);
    int count = (int) Math.min(Math.min(target.remaining(), clusterSize() - within), size - at);
    long entry = entry(at);
    if ((entry & COMPRESSED) != 0) {
      target.put(unpacked(entry), (int) within, count);
      return count;
    }
    long place = entry & PLACE;
    if (place == 0 || (entry & ZERO) != 0) {
      target.put(new byte[count]);
      return count;
    }
    ByteBuffer part = target.slice(target.position(), count);
    int read = channel.read(part, place + within);
    target.position(target.position() + Math.max(0, read));
    return read;
  }

  private int clusterSize() {
    return 1 << clusterBits;
  }

  /** What the two tables say about the cluster of a place; zero where nothing was written. */
  private long entry(long at) throws IOException {
    int entryBits = clusterBits - 3;
    long first = at >>> (clusterBits + entryBits);
    if (first >= tableSize) {
      return 0;
    }
    long second = bytes(channel, table + first * Long.BYTES, Long.BYTES).getLong(0) & PLACE;
    long index = (at >>> clusterBits) & ((1L << entryBits) - 1);
    return second == 0 ? 0 : bytes(channel, second + index * Long.BYTES, Long.BYTES).getLong(0);
  }

  private byte[] unpacked(long entry) throws IOException {
    if (entry == unpackedEntry) {
      return unpacked;
    }
    int shift = 62 - (clusterBits - 8);
    long place = entry & ((1L << shift) - 1);
    long sectors = ((entry & (COMPRESSED - 1)) >>> shift) + 1;
    int packed = (int) Math.min(sectors * 512 - (place & 511), channel.size() - place);
    byte[] cluster = new byte[clusterSize()];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes(channel, place, packed).array());
      int length = inflater.inflate(cluster);
      Arrays.fill(cluster, length, cluster.length, (byte) 0);
    } catch (DataFormatException e) {
      throw new IOException("a packed cluster at byte " + place + " is broken", e);
    } finally {
      inflater.end();
    }
    unpackedEntry = entry;
    unpacked = cluster;
    return cluster;
  }

  private static ByteBuffer bytes(FileChannel channel, long at, int count) throws IOException {
    if (at < 0 || count < 0) {
      throw new EOFException("byte " + at + " is beyond the end of the image");
    }
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new EOFException("the image ends at byte " + (at + buffer.position()));
      }
    }
    return buffer.flip();
  }
}
