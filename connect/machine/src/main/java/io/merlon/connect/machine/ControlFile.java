package io.merlon.connect.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Debian control data (deb822): paragraphs of {@code Name: value}, one after the other. */
final class ControlFile {
  private static final int LINE_LIMIT = 1 << 20;

  private ControlFile() {}

  /**
   * Gives each paragraph with just these fields; of a value over several lines all are joined by a
   * space. Lines of binary junk are passed over.
   */
  static void read(BufferedReader lines, Set<String> fields, Consumer<Map<String, String>> each)
      throws IOException {
    Map<String, String> paragraph = new LinkedHashMap<>();
    String open = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.length() > LINE_LIMIT) {
        throw new IOException("a line of more than 1 MiB in control data");
      }
      if (line.isBlank()) {
        if (!paragraph.isEmpty()) {
          each.accept(paragraph);
          paragraph = new LinkedHashMap<>();
        }
        open = "";
      } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        if (!open.isEmpty()) {
          paragraph.merge(open, line.strip(), (a, b) -> a.isEmpty() ? b : a + " " + b);
        }
      } else if (line.charAt(0) != '#') {
        int colon = line.indexOf(':');
        String name = colon > 0 ? line.substring(0, colon) : "";
        open = fields.contains(name) ? name : "";
        if (!open.isEmpty()) {
          paragraph.put(name, line.substring(colon + 1).strip());
        }
      }
    }
    if (!paragraph.isEmpty()) {
      each.accept(paragraph);
    }
  }
}
