package io.merlon.cli.output;

import io.merlon.cli.Terminal;
import java.util.ArrayList;
import java.util.List;

/** Fits text from outside into columns of a terminal. */
public final class Columns {
  private Columns() {}

  /** The text in at most so many columns, its end cut away. */
  public static String cut(String text, int width) {
    String plain = Terminal.plain(text);
    if (plain.length() <= width) {
      return plain;
    }
    int end = Character.isHighSurrogate(plain.charAt(width - 2)) ? width - 2 : width - 1;
    return plain.substring(0, end).stripTrailing() + "…";
  }

  /** The text in exactly so many columns. */
  public static String fit(String text, int width) {
    String cut = cut(text, width);
    return cut + " ".repeat(width - cut.length());
  }

  /** The text in lines of at most so many columns, at most so many lines. */
  public static List<String> wrap(String text, int width, int mostLines) {
    List<String> lines = new ArrayList<>();
    String rest = Terminal.plain(text).strip();
    while (rest.length() > width && lines.size() < mostLines - 1) {
      int space = rest.lastIndexOf(' ', width);
      int end = space > width / 2 ? space : width;
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    lines.add(cut(rest, width));
    return lines;
  }
}
