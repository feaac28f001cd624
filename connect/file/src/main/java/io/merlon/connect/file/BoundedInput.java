package io.merlon.connect.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses to hand on more than one resource's worth of bytes without being told to go on. */
final class BoundedInput extends FilterInputStream {
  private final int limit;
  private long left;

  BoundedInput(InputStream input, int limit) {
    super(input);
    this.limit = limit;
    this.left = limit;
  }

  /** A resource has ended: the next one may be as large again. */
  void renew() {
    left = limit;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left <= 0) {
      throw new ResourceTooLargeException(limit);
    }
    int count = in.read(buffer, offset, length);
    left -= Math.max(0, count);
    return count;
  }
}
