package io.merlon.connect.file;

import java.util.Objects;

/**
 * Something in the input that could not be used, while the rest was.
 *
 * @param file the file or folder, {@code -} for standard input
 * @param offset where it begins, or breaks, in bytes from 0 (of the unpacked UTF-8 text where the
 *     file is packed or of another encoding), or -1 when the file as a whole is meant
 * @param line its line, counted from 1, or 0 when the file as a whole is meant
 * @param reason what is wrong and, where that helps, what to do
 */
public record InputProblem(String file, long offset, long line, String reason) {
  public InputProblem {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(reason, "reason");
  }

  /** A problem with the file as a whole. */
  static InputProblem whole(String file, String reason) {
    return new InputProblem(file, -1, 0, reason);
  }

  /** One line: {@code FILE:LINE (byte OFFSET): REASON}. */
  @Override
  public String toString() {
    return offset < 0
        ? file + ": " + reason
        : file + ":" + line + " (byte " + offset + "): " + reason;
  }
}
