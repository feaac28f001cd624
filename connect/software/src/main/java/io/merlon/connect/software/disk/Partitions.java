package io.merlon.connect.software.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The partitions of a disk: GPT (UEFI specification, 5.3) or MBR with extended ones. */
final class Partitions {
  private static final int SECTOR = 512;
  private static final int MAX_PARTITIONS = 256;
  private static final int TABLE = 446;
  private static final int ENTRY = 16;
  private static final int GPT = 0xEE;
  private static final Set<Integer> EXTENDED = Set.of(0x05, 0x0F, 0x85);

  private Partitions() {}

  /** The partitions, or the whole image when it has no table of them. */
  static List<Blocks> of(Blocks disk) throws IOException {
    if (disk.length() < 2 * SECTOR || !isTable(disk.read(0, SECTOR))) {
      return List.of(disk);
    }
    for (int sector : new int[] {512, 4096}) {
      if (disk.length() >= 2L * sector
          && disk.read(sector, 8)
              .equals(ByteBuffer.wrap("EFI PART".getBytes(StandardCharsets.US_ASCII)))) {
        return gpt(disk, sector);
      }
    }
    return mbr(disk);
  }

  /** A boot sector of a file system has the same signature, but no sensible entries. */
  private static boolean isTable(ByteBuffer sector) {
    boolean any = false;
    for (int i = 0; i < 4; i++) {
      int at = TABLE + i * ENTRY;
      int status = Byte.toUnsignedInt(sector.get(at));
      if (status != 0 && status != 0x80) {
        return false;
      }
      any |= sector.get(at + 4) != 0;
    }
    return any && Short.toUnsignedInt(sector.getShort(510)) == 0xAA55;
  }

  private static List<Blocks> gpt(Blocks disk, int sector) throws IOException {
    ByteBuffer header = disk.read(sector, 92);
    long table = header.getLong(72);
    int count = Math.clamp(header.getInt(80), 0, MAX_PARTITIONS);
    int size = Math.clamp(header.getInt(84), 128, 4096);
    List<Blocks> partitions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ByteBuffer entry = disk.read(Math.multiplyExact(table, (long) sector) + (long) i * size, 48);
      boolean used = entry.getLong(0) != 0 || entry.getLong(8) != 0;
      long first = entry.getLong(32);
      long last = entry.getLong(40);
      if (used && first > 0 && last >= first && last < disk.length() / sector + 1) {
        partitions.add(disk.part(first * sector, (last - first + 1) * sector));
      }
    }
    return partitions;
  }

  private static List<Blocks> mbr(Blocks disk) throws IOException {
    List<Blocks> partitions = new ArrayList<>();
    for (Entry entry : entries(disk, 0)) {
      if (EXTENDED.contains(entry.type)) {
        addLogical(disk, entry.start, partitions);
      } else if (entry.type != GPT) {
        partitions.add(entry.of(disk, 0));
      }
    }
    return partitions;
  }

  /** A chain of tables, each with a partition and where the next table is. */
  private static void addLogical(Blocks disk, long base, List<Blocks> partitions)
      throws IOException {
    Set<Long> seen = new HashSet<>();
    long at = base;
    while (seen.add(at) && partitions.size() < MAX_PARTITIONS) {
      long next = at;
      for (Entry entry : entries(disk, at)) {
        if (EXTENDED.contains(entry.type)) {
          next = base + entry.start;
        } else {
          partitions.add(entry.of(disk, at));
        }
      }
      at = next;
    }
  }

  private record Entry(int type, long start, long sectors) {
    Blocks of(Blocks disk, long base) {
      return disk.part((base + start) * SECTOR, sectors * SECTOR);
    }
  }

  private static List<Entry> entries(Blocks disk, long sector) throws IOException {
    ByteBuffer table = disk.read(sector * SECTOR, SECTOR);
    List<Entry> entries = new ArrayList<>();
    if (!isTable(table)) {
      return entries;
    }
    for (int i = 0; i < 4; i++) {
      int at = TABLE + i * ENTRY;
      Entry entry =
          new Entry(
              Byte.toUnsignedInt(table.get(at + 4)),
              Integer.toUnsignedLong(table.getInt(at + 8)),
              Integer.toUnsignedLong(table.getInt(at + 12)));
      if (entry.type != 0 && entry.sectors > 0) {
        entries.add(entry);
      }
    }
    return entries;
  }
}
