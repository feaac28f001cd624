package io.merlon.connect.file.log;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Optional;

/**
 * A line of syslog, as RFC 5424 and RFC 3164 describe it and as daemons write it to files: with or
 * without priority, with the time in either form.
 *
 * @param priority facility times eight plus severity; nothing where it is left out
 * @param time as written
 * @param host which machine says so
 * @param program which program says so
 * @param process its process id; empty where it is left out
 * @param message what it says, with the structured data of RFC 5424 in front
 */
record SyslogLine(
    Optional<Integer> priority,
    String time,
    String host,
    String program,
    String process,
    String message) {
  private static final String ISO_TIME =
      "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?";
  private static final String BSD_TIME =
      "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \\d]\\d(?: \\d{4})? \\d\\d:\\d\\d:\\d\\d";

  private static final Pattern NEW_FORM =
      Pattern.compile("<(\\d{1,3})>1 (\\S+) (\\S+) (\\S+) (\\S+) \\S+ (.*)", Pattern.DOTALL);
  private static final Pattern OLD_FORM =
      Pattern.compile(
          "(?:<(\\d{1,3})>)?("
              + ISO_TIME
              + "|"
              + BSD_TIME
              + ") (\\S+) ([^\\s:\\[]+)(?:\\[(\\d+)\\])?: ?(.*)",
          Pattern.DOTALL);

  static Optional<SyslogLine> of(String line) {
    Matcher newer = NEW_FORM.matcher(line);
    if (newer.matches()) {
      return Optional.of(
          new SyslogLine(
              Optional.of(Integer.valueOf(newer.group(1))),
              newer.group(2),
              newer.group(3),
              newer.group(4),
              newer.group(5).equals("-") ? "" : newer.group(5),
              withoutEmptyData(newer.group(6))));
    }
    Matcher older = OLD_FORM.matcher(line);
    return older.matches()
        ? Optional.of(
            new SyslogLine(
                Optional.ofNullable(older.group(1)).map(Integer::valueOf),
                older.group(2),
                older.group(3),
                older.group(4),
                Optional.ofNullable(older.group(5)).orElse(""),
                older.group(6)))
        : Optional.empty();
  }

  private static String withoutEmptyData(String text) {
    return text.startsWith("- ") ? text.substring(2) : text;
  }
}
