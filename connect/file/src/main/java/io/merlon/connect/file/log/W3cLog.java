package io.merlon.connect.file.log;

import io.merlon.model.ObjectValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A log in W3C's extended form, as IIS and proxies write it: a header names the fields, which may
 * change in the middle. {@code cs(User-Agent)} is called {@code cs-user-agent}, as rules do.
 */
final class W3cLog implements LineLog {
  private static final String FIELDS = "#Fields:";

  private List<String> fields = List.of();

  static boolean isStart(String line) {
    return line.startsWith("#Software:") || line.startsWith("#Version:") || line.startsWith(FIELDS);
  }

  @Override
  public void take(long number, String line, Sink events) {
    if (line.startsWith("#")) {
      if (line.startsWith(FIELDS)) {
        fields =
            Arrays.stream(line.substring(FIELDS.length()).strip().split("\\s+"))
                .map(W3cLog::nameInRules)
                .toList();
      }
      return;
    }
    String[] values = line.split(line.indexOf('\t') >= 0 ? "\t" : " ", -1);
    if (values.length != fields.size()) {
      throw new IllegalArgumentException(
          "has " + values.length + " fields where the header names " + fields.size());
    }
    ObjectValue.Builder event = ObjectValue.builder();
    for (int i = 0; i < values.length; i++) {
      put(event, fields.get(i), values[i]);
    }
    events.accept(number, event.build());
  }

  private static String nameInRules(String field) {
    return field.toLowerCase(Locale.ROOT).replace('(', '-').replace(")", "");
  }

  /** What is unknown is left out; in texts of the browser a plus stands for a blank. */
  private static void put(ObjectValue.Builder event, String name, String value) {
    if (value.equals("-")) {
      return;
    }
    if (name.equals("sc-status")
        && value.length() == 3
        && value.chars().allMatch(Character::isDigit)) {
      event.put(name, Long.parseLong(value));
    } else {
      event.put(name, name.equals("cs-user-agent") ? value.replace('+', ' ') : value);
    }
  }
}
