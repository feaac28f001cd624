package io.merlon.connect.software;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells how many bytes were read, a piece at a time. */
final class CountedInput extends FilterInputStream {
  private final LongConsumer read;

  CountedInput(InputStream source, LongConsumer read) {
    super(source);
    this.read = read;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    read.accept(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] into, int start, int length) throws IOException {
    int some = super.read(into, start, length);
    read.accept(Math.max(0, some));
    return some;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(bytes);
    read.accept(skipped);
    return skipped;
  }
}
