package io.merlon.connect.file.log;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.merlon.model.ObjectValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the Common Event Format: seven parts between bars, then an extension of names and values. A
 * value goes on to the next name, so it may hold blanks. {@code cs1=x cs1Label=y} becomes {@code
 * y=x} too.
 */
final class CefLine {
  private static final String START = "CEF:";
  private static final List<String> HEADER =
      List.of(
          "DeviceVendor",
          "DeviceProduct",
          "DeviceVersion",
          "DeviceEventClassID",
          "Name",
          "LogSeverity");
  private static final String LABEL = "Label";
  private static final Pattern NAME = Pattern.compile("(?:^| )([\\w.\\[\\]-]+)=");

  private CefLine() {}

  /** Whether there is such an event in the line, alone or behind a header of syslog. */
  static boolean isIn(String line) {
    return line.startsWith(START) || line.indexOf(" " + START) >= 0;
  }

  /**
   * Reads the event in a line.
   *
   * @throws IllegalArgumentException when a part is missing
   */
  static ObjectValue read(String line) {
    String text = line.substring(line.startsWith(START) ? 0 : line.indexOf(" " + START) + 1);
    List<String> parts = parts(text);
    if (parts.size() <= HEADER.size()) {
      throw new IllegalArgumentException(
          "CEF needs " + HEADER.size() + " parts between bars after its version");
    }
    ObjectValue.Builder event = ObjectValue.builder();
    for (int i = 0; i < HEADER.size(); i++) {
      event.put(HEADER.get(i), parts.get(i + 1));
    }
    extension(parts.size() > HEADER.size() + 1 ? parts.getLast() : "").forEach(event::put);
    return event.build();
  }

  /** Splits at bars that no backslash escapes; what follows the seventh stays whole. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int at = 0;
    for (; at < text.length() && parts.size() <= HEADER.size(); at++) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length() && "|\\".indexOf(text.charAt(at + 1)) >= 0) {
        part.append(text.charAt(++at));
      } else if (c == '|') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part + text.substring(at));
    return parts;
  }

  private static Map<String, String> extension(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    Matcher names = NAME.matcher(text);
    String name = "";
    int from = 0;
    while (names.find()) {
      if (!name.isEmpty()) {
        values.put(name, unescaped(text.substring(from, names.start())));
      }
      name = names.group(1);
      from = names.end();
    }
    if (!name.isEmpty()) {
      values.put(name, unescaped(text.substring(from)));
    }
    Map<String, String> labelled = new LinkedHashMap<>(values);
    values.forEach((key, label) -> {
      if (key.endsWith(LABEL) && !label.isBlank()) {
        String value = values.get(key.substring(0, key.length() - LABEL.length()));
        if (value != null) {
          labelled.putIfAbsent(label, value);
        }
      }
    });
    return labelled;
  }

  private static String unescaped(String value) {
    return value
        .strip()
        .replace("\\=", "=")
        .replace("\\n", "\n")
        .replace("\\r", "\r")
        .replace("\\|", "|")
        .replace("\\\\", "\\");
  }
}
