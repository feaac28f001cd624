package io.merlon.connect.software.disk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** An inode as it lies in its table. */
final class Inode {
  private static final int TYPE = 0xF000;
  private static final int FILE = 0x8000;
  private static final int FOLDER = 0x4000;
  private static final int LINK = 0xA000;
  private static final int EXECUTABLE = 0111;
  private static final int ENCRYPTED = 0x800;
  private static final int EXTENTS = 0x80000;
  private static final int INLINE = 0x10000000;
  private static final int MAP = 40;
  private static final int MAP_SIZE = 60;
  private static final int OLD_SIZE = 128;
  private static final int ATTRIBUTES = 0xEA020000;
  private static final int SYSTEM = 7;

  private final ByteBuffer bytes;

  Inode(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  boolean isFile() {
    return (mode() & TYPE) == FILE;
  }

  boolean isFolder() {
    return (mode() & TYPE) == FOLDER;
  }

  boolean isLink() {
    return (mode() & TYPE) == LINK;
  }

  boolean isExecutable() {
    return (mode() & EXECUTABLE) != 0;
  }

  boolean isEncrypted() {
    return (flags() & ENCRYPTED) != 0;
  }

  boolean hasExtents() {
    return (flags() & EXTENTS) != 0;
  }

  /** Never negative, also in a damaged one. */
  long size() {
    long size = Integer.toUnsignedLong(bytes.getInt(4)) | (long) bytes.getInt(108) << 32;
    return size & Long.MAX_VALUE;
  }

  /** What says where the content is: the root of the extents, or block numbers. */
  ByteBuffer map() {
    return bytes.slice(MAP, MAP_SIZE).order(bytes.order());
  }

  /** The content, when it lies in the inode itself. */
  Optional<byte[]> inline() {
    boolean shortLink = isLink() && size() < MAP_SIZE && !hasExtents();
    if ((flags() & INLINE) == 0 && !shortLink) {
      return Optional.empty();
    }
    byte[] rest = shortLink ? new byte[0] : rest();
    byte[] content = new byte[MAP_SIZE + rest.length];
    bytes.get(MAP, content, 0, MAP_SIZE);
    System.arraycopy(rest, 0, content, MAP_SIZE, rest.length);
    return Optional.of(Arrays.copyOf(content, Math.clamp(size(), 0, content.length)));
  }

  /** What does not fit goes on in the attribute system.data. */
  private byte[] rest() {
    if (bytes.limit() <= OLD_SIZE + 4) {
      return new byte[0];
    }
    int start = OLD_SIZE + Short.toUnsignedInt(bytes.getShort(OLD_SIZE));
    if (start + 4 > bytes.limit() || bytes.getInt(start) != ATTRIBUTES) {
      return new byte[0];
    }
    int first = start + 4;
    for (int at = first; at + 16 <= bytes.limit() && bytes.getInt(at) != 0; ) {
      int nameLength = Byte.toUnsignedInt(bytes.get(at));
      int offset = first + Short.toUnsignedInt(bytes.getShort(at + 2));
      int size = bytes.getInt(at + 8);
      if (at + 16 + nameLength > bytes.limit()) {
        break;
      }
      byte[] name = new byte[nameLength];
      bytes.get(at + 16, name);
      if (bytes.get(at + 1) == SYSTEM
          && new String(name, StandardCharsets.US_ASCII).equals("data")
          && size >= 0
          && offset <= bytes.limit() - size) {
        byte[] value = new byte[size];
        bytes.get(offset, value);
        return value;
      }
      at += 16 + (nameLength + 3) / 4 * 4;
    }
    return new byte[0];
  }

  private int mode() {
    return Short.toUnsignedInt(bytes.getShort(0));
  }

  private int flags() {
    return bytes.getInt(32);
  }
}
