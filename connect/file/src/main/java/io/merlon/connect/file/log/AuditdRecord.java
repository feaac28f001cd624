package io.merlon.connect.file.log;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.merlon.model.ObjectValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One record of the audit log.
 *
 * @param type such as {@code SYSCALL}
 * @param occurrence time and serial number, which the records of one occurrence share
 * @param fields all that it says, decoded
 */
record AuditdRecord(String type, String occurrence, ObjectValue fields) {
  private static final Pattern HEAD =
      Pattern.compile(
          "(?:node=(\\S+) )?type=(\\S+) msg=audit\\((\\d{1,11})\\.(\\d{1,9}):(\\d+)\\): ?");

  /** Names are followed by a quoted text or by one without blanks. */
  private static final Pattern FIELD =
      Pattern.compile("([\\w\\[\\]-]+)=(\"[^\"]*\"|'[^']*'|[^\\s\\x1d]*)");

  /**
   * What the kernel writes in hexadecimal where it holds a blank, a quote or a control character.
   */
  private static final Pattern UNTRUSTED =
      Pattern.compile(
          "a\\d+(\\[\\d+\\])?|proctitle|exe|comm|cwd|name|cmd|data|acct|path|ocomm|dir");

  private static final Pattern HEXADECIMAL = Pattern.compile("(?:[0-9A-F]{2})+");

  /** Behind this sign auditd repeats fields in words, with names in capitals. */
  private static final char IN_WORDS = '\u001d';

  static boolean isOne(String line) {
    return HEAD.matcher(line).lookingAt();
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException when it is no record
   */
  static AuditdRecord read(String line) {
    Matcher head = HEAD.matcher(line);
    if (!head.lookingAt()) {
      throw new IllegalArgumentException("no record of auditd");
    }
    String type = head.group(2);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("type", type);
    fields.put("timestamp", time(head.group(3), head.group(4)));
    fields.put("serial", head.group(5));
    if (head.group(1) != null) {
      fields.put("node", head.group(1));
    }
    gather(type, line.substring(head.end()), fields);
    ObjectValue.Builder event = ObjectValue.builder();
    fields.forEach(event::put);
    return new AuditdRecord(
        type, head.group(3) + "." + head.group(4) + ":" + head.group(5), event.build());
  }

  private static String time(String seconds, String fraction) {
    return Instant.ofEpochSecond(
            Long.parseLong(seconds), Long.parseLong((fraction + "000000000").substring(0, 9)))
        .toString();
  }

  /** Fields in words come last and stand for the numbers before them. */
  private static void gather(String type, String text, Map<String, String> into) {
    int words = text.indexOf(IN_WORDS);
    Matcher field = FIELD.matcher(text);
    while (field.find()) {
      String name = field.group(1);
      String value = field.group(2);
      if (isQuoted(value, '\'')) {
        gather(type, value.substring(1, value.length() - 1), into);
      } else if (words >= 0 && field.start() > words) {
        into.remove(name.toLowerCase(Locale.ROOT));
        into.put(name, decoded(type, name, value));
      } else {
        into.putIfAbsent(name, decoded(type, name, value));
      }
    }
  }

  private static boolean isQuoted(String value, char quote) {
    return value.length() > 1
        && value.charAt(0) == quote
        && value.charAt(value.length() - 1) == quote;
  }

  private static String decoded(String type, String name, String value) {
    if (isQuoted(value, '"')) {
      return value.substring(1, value.length() - 1);
    }
    boolean mayBeHexadecimal =
        UNTRUSTED.matches(name) && !(name.startsWith("a") && type.equals("SYSCALL"));
    return mayBeHexadecimal && HEXADECIMAL.matches(value)
        ? new String(HexFormat.of().parseHex(value), StandardCharsets.UTF_8)
            .replace('\0', ' ')
            .strip()
        : value;
  }

  /**
   * The arguments {@code a0}, {@code a1}, ... with blanks between them; a long one is recorded in
   * pieces, {@code a1[0]}, {@code a1[1]}, ....
   */
  String commandLine() {
    StringBuilder line = new StringBuilder();
    for (int i = 0; has("a" + i) || has("a" + i + "[0]"); i++) {
      line.append(i == 0 ? "" : " ").append(text("a" + i));
      for (int piece = 0; has("a" + i + "[" + piece + "]"); piece++) {
        line.append(text("a" + i + "[" + piece + "]"));
      }
    }
    return line.toString();
  }

  private boolean has(String field) {
    return !fields.get(field).isAbsent();
  }

  private String text(String field) {
    return fields.get(field).textOr("");
  }
}
