package io.merlon.connect.file;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A file opened as UTF-8 text, unpacked and converted as its first bytes ask for. Its head has been
 * read already, so that its form can be told.
 */
final class InputText implements AutoCloseable {
  private static final int HEAD_BYTES = 256 << 10;
  private static final int BUFFER_BYTES = 64 << 10;

  private final CountingInput file;
  private final InputStream text;
  private final Head head;

  /** The first part of a text, and why no more of it can be read, if so. */
  private static final class Head {
    private final byte[] bytes;
    private final boolean whole;
    private final Optional<IOException> fault;

    private Head(byte[] bytes, boolean whole, Optional<IOException> fault) {
      this.bytes = bytes;
      this.whole = whole;
      this.fault = fault;
    }

    static Head of(InputStream text) throws IOException {
      byte[] bytes = new byte[HEAD_BYTES];
      int size = 0;
      boolean ended = false;
      try {
        while (size < HEAD_BYTES && !ended) {
          int count = text.read(bytes, size, HEAD_BYTES - size);
          ended = count < 0;
          size += Math.max(0, count);
        }
      } catch (IOException damaged) {
        if (size == 0) {
          throw damaged;
        }
        return new Head(Arrays.copyOf(bytes, size), false, Optional.of(damaged));
      }
      return new Head(Arrays.copyOf(bytes, size), ended, Optional.empty());
    }
  }

  private InputText(CountingInput file, InputStream text, Head head) {
    this.file = file;
    this.text = text;
    this.head = head;
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by close, or right here when this fails
  static InputText open(InputFile input) throws IOException {
    CountingInput file = new CountingInput(Files.newInputStream(input.path()));
    try {
      InputStream text = decode(unpack(new BufferedInputStream(file, bufferFor(input))));
      return new InputText(file, text, Head.of(text));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** The first part of the text, or all of it when it is short. */
  byte[] head() {
    return head.bytes;
  }

  /** Whether the head is all there is. */
  boolean isWhole() {
    return head.whole;
  }

  /** The text after the head. */
  InputStream rest() {
    return head.fault.<InputStream>map(Failing::new).orElse(text);
  }

  /** The whole text from its beginning. */
  InputStream whole() {
    return isWhole()
        ? new ByteArrayInputStream(head.bytes)
        : new SequenceInputStream(new ByteArrayInputStream(head.bytes), rest());
  }

  /** How many bytes of the file on disk were read. */
  long position() {
    return file.count();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }

  /** Folders hold thousands of small files, for which a large buffer would be most of the cost. */
  private static int bufferFor(InputFile file) {
    return Math.clamp(file.size(), 512, BUFFER_BYTES);
  }

  private static InputStream unpack(InputStream input) throws IOException {
    byte[] start = peek(input);
    return start.length >= 2 && start[0] == 0x1F && start[1] == (byte) 0x8B
        ? new BufferedInputStream(
            new Stepwise(new GZIPInputStream(input, BUFFER_BYTES)), BUFFER_BYTES)
        : input;
  }

  /** Fails as the text did before. */
  private static final class Failing extends InputStream {
    private final IOException fault;

    Failing(IOException fault) {
      this.fault = fault;
    }

    @Override
    public int read() throws IOException {
      throw fault;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      throw fault;
    }
  }

  /** Keeps a buffer from reading on when it has something, which it loses where that fails. */
  private static final class Stepwise extends FilterInputStream {
    Stepwise(InputStream input) {
      super(input);
    }

    @Override
    public int available() {
      return 0;
    }
  }

  private static InputStream decode(InputStream input) throws IOException {
    byte[] start = peek(input);
    int first = at(start, 0);
    int second = at(start, 1);
    boolean wide = at(start, 2) == 0 && at(start, 3) == 0;
    if (first == 0xFF && second == 0xFE) {
      return new TranscodingInput(input, wide ? UTF_32 : StandardCharsets.UTF_16);
    }
    if (first == 0xFE && second == 0xFF) {
      return new TranscodingInput(input, StandardCharsets.UTF_16);
    }
    // Without a byte order mark: JSON begins with ASCII, so the zeros tell (RFC 4627, section 3).
    if (first == 0 && second == 0) {
      return new TranscodingInput(input, UTF_32);
    }
    if (first == 0 && second > 0) {
      return new TranscodingInput(input, StandardCharsets.UTF_16BE);
    }
    if (first > 0 && second == 0) {
      return new TranscodingInput(input, wide ? UTF_32LE : StandardCharsets.UTF_16LE);
    }
    return input;
  }

  private static final Charset UTF_32 = StandardCharsets.UTF_32;
  private static final Charset UTF_32LE = StandardCharsets.UTF_32LE;

  private static int at(byte[] bytes, int index) {
    return index < bytes.length ? bytes[index] & 0xFF : -1;
  }

  private static byte[] peek(InputStream input) throws IOException {
    input.mark(4);
    byte[] start = input.readNBytes(4);
    input.reset();
    return start;
  }
}
