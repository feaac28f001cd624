package io.merlon.connect.software;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How a stream is packed, told by how it begins. */
enum Compression {
  GZIP("\u001F\u008B"),
  XZ("\u00FD7zXZ\0"),
  ZSTANDARD("(\u00B5/\u00FD"),
  BZIP2("BZh"),
  NONE("");

  private static final int BUFFER = 1 << 16;
  private static final int LONGEST = 6;
  private static final int XZ_MEMORY_KIB = 256 << 10;

  private final String magic;

  Compression(String magic) {
    this.magic = magic;
  }

  static Compression of(byte[] start) {
    for (Compression one : values()) {
      if (new String(start, StandardCharsets.ISO_8859_1).startsWith(one.magic)) {
        return one;
      }
    }
    return NONE;
  }

  /** The stream without its packing, if it has one. */
  static InputStream unpacked(InputStream packed) throws IOException {
    InputStream input = packed.markSupported() ? packed : new BufferedInputStream(packed, BUFFER);
    input.mark(LONGEST);
    byte[] start = input.readNBytes(LONGEST);
    input.reset();
    return switch (of(start)) {
      case GZIP -> buffered(new GZIPInputStream(input, BUFFER));
      case XZ -> buffered(new XZInputStream(input, XZ_MEMORY_KIB));
      case ZSTANDARD -> buffered(new ZstdInputStream(input));
      case BZIP2 -> buffered(new BZip2CompressorInputStream(input, true));
      case NONE -> input;
    };
  }

  private static InputStream buffered(InputStream input) {
    return new BufferedInputStream(input, BUFFER);
  }
}
