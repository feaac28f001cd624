package io.merlon.connect.file.log;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.merlon.model.ObjectValue;
import java.util.Optional;

/**
 * The access log of a web server in the common or the combined form. The event has the names that
 * W3C gave these fields, which rules about web servers use.
 */
final class AccessLog implements LineLog {
  private static final Pattern LINE =
      Pattern.compile(
          "(\\S+) \\S+ (\\S+) \\[(\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4})\\] "
              + "\"((?:[^\"\\\\]|\\\\.)*)\" (\\d{3}|-) (\\d+|-)"
              + "(?: \"((?:[^\"\\\\]|\\\\.)*)\" \"((?:[^\"\\\\]|\\\\.)*)\")?.*");
  private static final Pattern REQUEST = Pattern.compile("(\\S+) (.*?)(?: (HTTP/[\\d.]+))?");

  static boolean isLine(String line) {
    return LINE.matches(line);
  }

  @Override
  public void take(long number, String line, Sink events) {
    Matcher read = LINE.matcher(line);
    if (!read.matches()) {
      throw new IllegalArgumentException("no line of an access log");
    }
    ObjectValue.Builder event =
        ObjectValue.builder().put("timestamp", read.group(3)).put("c-ip", read.group(1));
    put(event, "cs-username", read.group(2));
    request(event, read.group(4));
    if (!read.group(5).equals("-")) {
      event.put("sc-status", Long.parseLong(read.group(5)));
    }
    put(event, "sc-bytes", read.group(6));
    Optional.ofNullable(read.group(7)).ifPresent(referer -> put(event, "cs-referer", referer));
    Optional.ofNullable(read.group(8)).ifPresent(agent -> put(event, "cs-user-agent", agent));
    events.accept(number, event.build());
  }

  private static void request(ObjectValue.Builder event, String request) {
    Matcher parts = REQUEST.matcher(request);
    if (!parts.matches()) {
      event.put("cs-uri", request);
      return;
    }
    String target = parts.group(2);
    int query = target.indexOf('?');
    event.put("cs-method", parts.group(1)).put("cs-uri", target);
    event.put("cs-uri-stem", query < 0 ? target : target.substring(0, query));
    if (query >= 0) {
      event.put("cs-uri-query", target.substring(query + 1));
    }
    Optional.ofNullable(parts.group(3)).ifPresent(version -> event.put("cs-version", version));
  }

  private static void put(ObjectValue.Builder event, String name, String value) {
    if (!value.equals("-")) {
      event.put(name, value);
    }
  }
}
