package io.merlon.connect.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * What {@code stat(2)} says of a file.
 *
 * @param mode type and permission bits
 * @param device the number of the file system that holds it
 */
record FileState(int mode, int uid, int gid, long device) {
  static FileState of(Path file, LinkOption... options) throws IOException {
    Map<String, Object> unix = Files.readAttributes(file, "unix:mode,uid,gid,dev", options);
    return new FileState(
        number(unix, "mode"), number(unix, "uid"), number(unix, "gid"), device(unix));
  }

  private static int number(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof Integer number ? number : 0;
  }

  private static long device(Map<String, Object> attributes) {
    return attributes.get("dev") instanceof Long number ? number : 0;
  }

  boolean isRegular() {
    return (mode & 0170000) == 0100000;
  }

  boolean isFolder() {
    return (mode & 0170000) == 0040000;
  }

  boolean has(int bits) {
    return (mode & bits) != 0;
  }
}
