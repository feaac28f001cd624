package io.merlon.estate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text that is put together as bytes. */
final class ByteText {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[4096];
  private int length;

  void clear() {
    length = 0;
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }

  void writeTo(OutputStream output) throws IOException {
    output.write(bytes, 0, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  int length() {
    return length;
  }

  void add(TextBytes text) {
    reserve(text.length());
    text.copyTo(bytes, length);
    length += text.length();
  }

  void add(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
  }

  void number(long number) {
    add(TextBytes.of(Long.toString(number)));
  }

  /** The lowest digits of a number, with zeros before them. */
  void digits(int number, int count) {
    reserve(count);
    int rest = number;
    for (int i = length + count - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += count;
  }

  void hex(long number, int digits) {
    reserve(digits);
    for (int i = digits - 1; i >= 0; i--) {
      bytes[length++] = HEX[(int) (number >>> (4 * i)) & 0xF];
    }
  }

  /** A random GUID (RFC 9562, version 4) of these bits. */
  void guid(long high, long low) {
    hex(high >>> 32, 8);
    add('-');
    hex(high >>> 16, 4);
    add('-');
    add('4');
    hex(high, 3);
    add('-');
    hex(low >>> 62 | 8, 1);
    hex(low >>> 48, 3);
    add('-');
    hex(low, 12);
  }

  private void reserve(int count) {
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }
}
