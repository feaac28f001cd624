package io.merlon.connect.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * A file to read, as it was when it was found.
 *
 * @param name what problems call it
 */
record InputFile(Path path, String name, long size, FileTime modified) {
  static InputFile of(Path path, String name) throws IOException {
    return new InputFile(path, name, Files.size(path), Files.getLastModifiedTime(path));
  }

  /** Whether it looks as it did when it was found. */
  boolean isUnchanged() {
    try {
      return Files.size(path) == size && Files.getLastModifiedTime(path).equals(modified);
    } catch (IOException gone) {
      return false;
    }
  }
}
