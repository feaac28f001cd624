package io.merlon.estate;

import java.nio.charset.StandardCharsets;

/** A piece of UTF-8 text, ready to be copied. */
final class TextBytes {
  private final byte[] bytes;

  private TextBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  static TextBytes of(String text) {
    return new TextBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  int length() {
    return bytes.length;
  }

  void copyTo(byte[] target, int at) {
    System.arraycopy(bytes, 0, target, at, bytes.length);
  }

  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
