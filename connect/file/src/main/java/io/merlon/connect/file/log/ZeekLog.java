package io.merlon.connect.file.log;

import io.merlon.model.ArrayValue;
import io.merlon.model.BooleanValue;
import io.merlon.model.DecimalValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a log as Zeek writes it: a header that names separators, fields and types, then a
 * line for each event. The event is what Zeek's JSON of it would be, with {@code _path} for its
 * stream.
 */
final class ZeekLog implements LineLog {
  private static final String START = "#separator ";
  private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9a-fA-F]{2})");

  private String separator = "\t";
  private String setSeparator = ",";
  private String empty = "(empty)";
  private String unset = "-";
  private String path = "";
  private List<String> fields = List.of();
  private List<String> types = List.of();

  /** Whether a log that begins with this line is one. */
  static boolean isStart(String line) {
    return line.startsWith(START);
  }

  @Override
  public void take(long number, String line, Sink events) {
    if (line.startsWith("#")) {
      header(line);
    } else {
      events.accept(number, event(line));
    }
  }

  private void header(String line) {
    if (line.startsWith(START)) {
      separator = unescaped(line.substring(START.length()));
      return;
    }
    List<String> cells = cells(line.substring(1));
    List<String> rest = cells.subList(1, cells.size());
    String first = rest.isEmpty() ? "" : rest.getFirst();
    switch (cells.getFirst()) {
      case "set_separator" -> setSeparator = unescaped(first);
      case "empty_field" -> empty = first;
      case "unset_field" -> unset = first;
      case "path" -> path = first;
      case "fields" -> fields = rest;
      case "types" -> types = rest;
      default -> {
        // when the log was opened and closed
      }
    }
  }

  private ObjectValue event(String line) {
    List<String> cells = cells(line);
    if (cells.size() != fields.size()) {
      throw new IllegalArgumentException(
          "has " + cells.size() + " fields where the header names " + fields.size());
    }
    ObjectValue.Builder event = ObjectValue.builder().put("_path", path);
    for (int i = 0; i < cells.size(); i++) {
      if (!cells.get(i).equals(unset)) {
        event.put(fields.get(i), value(cells.get(i), i < types.size() ? types.get(i) : "string"));
      }
    }
    return event.build();
  }

  private Value value(String cell, String type) {
    if (type.startsWith("set[") || type.startsWith("vector[")) {
      String inner = type.substring(type.indexOf('[') + 1, type.length() - 1);
      return cell.equals(empty)
          ? new ArrayValue(List.of())
          : new ArrayValue(
              split(cell, setSeparator).stream().map(item -> value(item, inner)).toList());
    }
    if (cell.equals(empty)) {
      return new StringValue("");
    }
    try {
      return switch (type) {
        case "bool" -> BooleanValue.of(cell.equals("T"));
        case "count", "int", "port" -> new IntegerValue(Long.parseLong(cell));
        case "double", "time", "interval" -> new DecimalValue(new BigDecimal(cell));
        default -> new StringValue(unescaped(cell));
      };
    } catch (NumberFormatException notOne) {
      return new StringValue(cell);
    }
  }

  private List<String> cells(String line) {
    return split(line, separator);
  }

  private static List<String> split(String text, String separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, start)) {
      parts.add(text.substring(start, at));
      start = at + separator.length();
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static String unescaped(String text) {
    Matcher escape = ESCAPE.matcher(text);
    return escape.replaceAll(match ->
        Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 16))));
  }
}
