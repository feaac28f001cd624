package io.merlon.connect.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The line formats that configuration files share. */
final class Texts {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)((?:[a-z0-9_.-]*(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|credential)[a-z0-9_.-]*|PGPASS|MYSQL_PWD)"
              + "\\s*[=:\\s]\\s*)(\"[^\"]*\"|'[^']*'|\\S+)");
  private static final Pattern SHORT_PASSWORD = Pattern.compile("(\\s-p)([^\\s-]\\S*)");
  private static final Pattern URL_PASSWORD = Pattern.compile("(://[^\\s/:@]*:)([^\\s/@]+)(@)");
  private static final Pattern USER_PASSWORD =
      Pattern.compile("(\\s(?:-u|--user)[\\s=]*[^\\s:]+:)(\\S+)");
  private static final Pattern BEARER =
      Pattern.compile("(?i)(bearer\\s+|basic\\s+)([^\\s\"']{6,})");

  private Texts() {}

  /** Lines without what follows a {@code #} at their start, without blank ones, stripped. */
  static List<String> settings(String text) {
    return text.lines().map(String::strip).filter(l -> !l.isEmpty() && !l.startsWith("#")).toList();
  }

  /** Settings with lines that end in a backslash joined to the next one. */
  static List<String> joined(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.endsWith("\\")) {
        open.append(line, 0, line.length() - 1).append(' ');
      } else {
        lines.add(open.append(line).toString());
        open.setLength(0);
      }
    }
    lines.add(open.toString());
    return settings(String.join("\n", lines));
  }

  /** {@code NAME=value} lines, quotes taken off; a later one counts. */
  static Map<String, String> assignments(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : settings(text)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals).strip(), unquoted(line.substring(equals + 1).strip()));
      }
    }
    return values;
  }

  /** The {@code Name=value} lines of one {@code [section]}, names in lower case. */
  static Map<String, String> section(String text, String section) {
    Map<String, String> values = new LinkedHashMap<>();
    boolean inside = false;
    for (String line : settings(text)) {
      if (line.startsWith("[")) {
        inside = line.equalsIgnoreCase("[" + section + "]");
      } else if (inside && line.indexOf('=') > 0) {
        int equals = line.indexOf('=');
        values.put(
            line.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            line.substring(equals + 1).strip());
      }
    }
    return values;
  }

  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
        at++;
      }
      int start = at;
      while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
        at++;
      }
      if (at > start) {
        words.add(line.substring(start, at));
      }
    }
    return words;
  }

  static String unquoted(String text) {
    boolean quoted =
        text.length() > 1
            && (text.startsWith("\"") || text.startsWith("'"))
            && text.charAt(text.length() - 1) == text.charAt(0);
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /** The text with what looks like a password, a token or a key replaced by asterisks. */
  static String masked(String command) {
    String text = SECRET.matcher(command).replaceAll("$1***");
    text = URL_PASSWORD.matcher(text).replaceAll("$1***$3");
    text = BEARER.matcher(text).replaceAll("$1***");
    text = USER_PASSWORD.matcher(text).replaceAll("$1***");
    return text.contains("mysql") || text.contains("sshpass") || text.contains("mariadb")
        ? SHORT_PASSWORD.matcher(text).replaceAll("$1***")
        : text;
  }

  /** The text with control characters shown as {@code ?}, so that it is safe on a terminal. */
  static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c ->
            shown.appendCodePoint(Character.isISOControl(c) && c != '\n' && c != '\t' ? '?' : c));
    return shown.toString();
  }
}
