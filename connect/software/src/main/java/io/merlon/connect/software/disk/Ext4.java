package io.merlon.connect.software.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A file system of ext2, ext3 or ext4 (the kernel's documentation, "ext4 Data Structures and
 * Algorithms"). Trees of names are read as the lists that they also are.
 */
final class Ext4 {
  static final int ROOT = 2;

  private static final int SUPERBLOCK = 1024;
  private static final int MAGIC = 0xEF53;
  private static final int EXTENT_MAGIC = 0xF30A;
  private static final int MAX_EXTENT_DEPTH = 5;
  private static final int MAX_EXTENTS = 1_000_000;
  private static final int UNWRITTEN = 32_768;
  private static final int DIRECT = 12;
  private static final int MAX_FOLDER = 64 << 20;

  private static final int NEEDS_RECOVERY = 0x4;
  private static final int WIDE = 0x80;

  /** Features without which the rest reads as usual; of any other nothing is known. */
  private static final int UNDERSTOOD =
      0x2
          | NEEDS_RECOVERY
          | 0x40
          | WIDE
          | 0x100
          | 0x200
          | 0x400
          | 0x2000
          | 0x4000
          | 0x8000
          | 0x10000
          | 0x20000;

  private final Blocks blocks;
  private final int blockSize;
  private final long blockCount;
  private final long inodeCount;
  private final long inodesPerGroup;
  private final int inodeSize;
  private final int descriptorSize;
  private final long descriptors;
  private final boolean needsRecovery;

  /** A stretch of a file's blocks; those of physical number 0 are a hole. */
  private record Extent(long logical, long physical, long count) {}

  /** A name in a folder. */
  record Name(String name, long inode) {}

  private Ext4(Blocks blocks, ByteBuffer superblock) throws IOException {
    this.blocks = blocks;
    int log = superblock.getInt(24);
    int features = superblock.getInt(96);
    if (log < 0 || log > 6) {
      throw new IOException("its block size is broken");
    }
    if ((features & ~UNDERSTOOD) != 0) {
      throw new IOException(
          "it has features that are not read (0x"
              + Integer.toHexString(features & ~UNDERSTOOD)
              + ")");
    }
    boolean dynamic = superblock.getInt(76) > 0;
    boolean wide = (features & WIDE) != 0;
    this.blockSize = 1024 << log;
    this.blockCount =
        Integer.toUnsignedLong(superblock.getInt(4))
            | (wide ? (long) superblock.getInt(0x150) << 32 : 0);
    this.inodeCount = Integer.toUnsignedLong(superblock.getInt(0));
    this.inodesPerGroup = Integer.toUnsignedLong(superblock.getInt(40));
    this.inodeSize = dynamic ? Short.toUnsignedInt(superblock.getShort(88)) : 128;
    this.descriptorSize = wide ? Math.max(64, Short.toUnsignedInt(superblock.getShort(254))) : 32;
    this.descriptors = (Integer.toUnsignedLong(superblock.getInt(20)) + 1) * blockSize;
    this.needsRecovery = (features & NEEDS_RECOVERY) != 0;
    if (inodesPerGroup == 0 || inodeSize < 128 || inodeSize > blockSize || blockCount <= 0) {
      throw new IOException("its superblock is broken");
    }
  }

  static boolean isOne(Blocks blocks) throws IOException {
    return blocks.length() >= SUPERBLOCK * 2
        && Short.toUnsignedInt(blocks.read(SUPERBLOCK, SUPERBLOCK).getShort(56)) == MAGIC;
  }

  static Ext4 open(Blocks blocks) throws IOException {
    return new Ext4(blocks, blocks.read(SUPERBLOCK, SUPERBLOCK));
  }

  /** Whether the system was not shut down well, so that its journal knows more than is read. */
  boolean needsRecovery() {
    return needsRecovery;
  }

  Inode inode(long number) throws IOException {
    if (number < 1 || number > inodeCount) {
      throw new IOException("there is no inode " + number);
    }
    long group = (number - 1) / inodesPerGroup;
    ByteBuffer descriptor = blocks.read(descriptors + group * descriptorSize, descriptorSize);
    long table =
        Integer.toUnsignedLong(descriptor.getInt(8))
            | (descriptorSize >= 64 ? (long) descriptor.getInt(40) << 32 : 0);
    long place = blockPlace(table) + (number - 1) % inodesPerGroup * inodeSize;
    return new Inode(blocks.read(place, inodeSize));
  }

  private long blockPlace(long block) throws IOException {
    if (block < 0 || block >= blockCount) {
      throw new IOException("block " + block + " is beyond the end");
    }
    return block * blockSize;
  }

  /** The names in a folder, without itself and the one above. */
  List<Name> names(Inode folder) throws IOException {
    List<Name> names = new ArrayList<>();
    if (folder.inline().isPresent()) {
      byte[] bytes = folder.inline().get();
      addNames(
          ByteBuffer.wrap(bytes), Math.min(4, bytes.length), Math.min(60, bytes.length), names);
      addNames(ByteBuffer.wrap(bytes), Math.min(60, bytes.length), bytes.length, names);
      return names;
    }
    if (folder.size() > MAX_FOLDER) {
      throw new IOException("a folder of more than " + (MAX_FOLDER >> 20) + " MiB");
    }
    try (InputStream content = content(folder)) {
      for (byte[] block = content.readNBytes(blockSize);
          block.length > 0;
          block = content.readNBytes(blockSize)) {
        addNames(ByteBuffer.wrap(block), 0, block.length, names);
      }
    }
    return names;
  }

  private static void addNames(ByteBuffer bytes, int start, int end, List<Name> names) {
    bytes.order(java.nio.ByteOrder.LITTLE_ENDIAN);
    int at = start;
    while (at + 8 <= end) {
      long inode = Integer.toUnsignedLong(bytes.getInt(at));
      int length = Short.toUnsignedInt(bytes.getShort(at + 4));
      int nameLength = Byte.toUnsignedInt(bytes.get(at + 6));
      if (length < 8 || at + length > end || nameLength > length - 8) {
        return;
      }
      byte[] text = new byte[nameLength];
      bytes.get(at + 8, text);
      String name = new String(text, StandardCharsets.UTF_8);
      if (inode != 0
          && !name.isEmpty()
          && !name.equals(".")
          && !name.equals("..")
          && !name.contains("/")
          && name.indexOf('\0') < 0) {
        names.add(new Name(name, inode));
      }
      at += length;
    }
  }

  /** The content of a file, folder or link. */
  InputStream content(Inode inode) throws IOException {
    return inode.inline().isPresent()
        ? new java.io.ByteArrayInputStream(inode.inline().get())
        : new Content(inode.size(), inode.hasExtents() ? extents(inode) : mapped(inode));
  }

  /** How many bytes of the content are stored, and not holes. */
  long stored(Inode inode) throws IOException {
    if (inode.inline().isPresent()) {
      return inode.size();
    }
    return (inode.hasExtents() ? extents(inode) : mapped(inode))
            .values().stream().mapToLong(Extent::count).sum()
        * blockSize;
  }

  private NavigableMap<Long, Extent> extents(Inode inode) throws IOException {
    NavigableMap<Long, Extent> extents = new TreeMap<>();
    addExtents(inode.map(), MAX_EXTENT_DEPTH, extents, new int[1]);
    return extents;
  }

  private void addExtents(
      ByteBuffer node, int depth, NavigableMap<Long, Extent> extents, int[] seen)
      throws IOException {
    int entries = Short.toUnsignedInt(node.getShort(2));
    if (Short.toUnsignedInt(node.getShort(0)) != EXTENT_MAGIC
        || entries > (node.limit() - 12) / 12
        || depth < 0) {
      throw new IOException("its extents are broken");
    }
    boolean isLeaf = node.getShort(6) == 0;
    for (int at = 12; at < 12 + entries * 12; at += 12) {
      if (++seen[0] > MAX_EXTENTS) {
        throw new IOException("more than " + MAX_EXTENTS + " extents");
      }
      long logical = Integer.toUnsignedLong(node.getInt(at));
      if (isLeaf) {
        int length = Short.toUnsignedInt(node.getShort(at + 4));
        long physical =
            Integer.toUnsignedLong(node.getInt(at + 8))
                | (long) Short.toUnsignedInt(node.getShort(at + 6)) << 32;
        if (length <= UNWRITTEN) {
          extents.put(logical, new Extent(logical, physical, length));
        }
      } else {
        long child =
            Integer.toUnsignedLong(node.getInt(at + 4))
                | (long) Short.toUnsignedInt(node.getShort(at + 8)) << 32;
        addExtents(blocks.read(blockPlace(child), blockSize), depth - 1, extents, seen);
      }
    }
  }

  /** The older way: twelve blocks, then blocks of block numbers up to three deep. */
  private NavigableMap<Long, Extent> mapped(Inode inode) throws IOException {
    NavigableMap<Long, Extent> extents = new TreeMap<>();
    ByteBuffer map = inode.map();
    long wanted = Math.min((inode.size() + blockSize - 1) / blockSize, MAX_EXTENTS);
    long logical = 0;
    for (int i = 0; i < DIRECT + 3 && logical < wanted; i++) {
      long block = Integer.toUnsignedLong(map.getInt(i * 4));
      logical = addMapped(block, Math.max(0, i - DIRECT + 1), logical, wanted, extents);
    }
    return extents;
  }

  private long addMapped(
      long block, int depth, long start, long wanted, NavigableMap<Long, Extent> extents)
      throws IOException {
    long perBlock = blockSize / 4;
    if (block == 0) {
      long hole = 1;
      for (int i = 0; i < depth; i++) {
        hole *= perBlock;
      }
      return start + hole;
    }
    if (depth == 0) {
      extents.put(start, new Extent(start, block, 1));
      return start + 1;
    }
    ByteBuffer numbers = blocks.read(blockPlace(block), blockSize);
    long logical = start;
    for (int i = 0; i < perBlock && logical < wanted; i++) {
      logical =
          addMapped(
              Integer.toUnsignedLong(numbers.getInt(i * 4)), depth - 1, logical, wanted, extents);
    }
    return logical;
  }

  /** A file's bytes, block by block. */
  private final class Content extends InputStream {
    private final long size;
    private final List<Extent> extents;
    private int next;
    private long at;
    private ByteBuffer block = ByteBuffer.allocate(0);

    Content(long size, NavigableMap<Long, Extent> extents) {
      this.size = size;
      this.extents =
          extents.values().stream().sorted(Comparator.comparingLong(Extent::logical)).toList();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (at >= size) {
        return -1;
      }
      if (!block.hasRemaining()) {
        block = block(at / blockSize);
      }
      int count = (int) Math.min(Math.min(length, block.remaining()), size - at);
      block.get(into, start, count);
      at += count;
      return count;
    }

    private ByteBuffer block(long logical) throws IOException {
      while (next < extents.size()
          && extents.get(next).logical + extents.get(next).count <= logical) {
        next++;
      }
      if (next == extents.size() || extents.get(next).logical > logical) {
        return ByteBuffer.allocate(blockSize);
      }
      Extent extent = extents.get(next);
      return blocks.read(blockPlace(extent.physical + logical - extent.logical), blockSize);
    }
  }
}
