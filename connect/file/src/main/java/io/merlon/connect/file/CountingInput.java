package io.merlon.connect.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes that were read. */
final class CountingInput extends FilterInputStream {
  private final AtomicLong count;

  CountingInput(InputStream input) {
    this(input, new AtomicLong());
  }

  /**
   * @param count to which the bytes are added
   */
  CountingInput(InputStream input, AtomicLong count) {
    super(input);
    this.count = count;
  }

  long count() {
    return count.get();
  }

  @Override
  public int read() throws IOException {
    int octet = in.read();
    count.addAndGet(octet < 0 ? 0 : 1);
    return octet;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    count.addAndGet(Math.max(0, read));
    return read;
  }
}
