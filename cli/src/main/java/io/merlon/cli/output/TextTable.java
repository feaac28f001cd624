package io.merlon.cli.output;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Rows in columns that fit a terminal. A head that ends in {@code *} names the column that takes
 * what the others leave; one that ends in {@code >} names a column of numbers.
 */
public final class TextTable {
  private static final int GAP = 2;
  private static final int NARROWEST = 12;

  private final List<String> heads;
  private final List<List<Cell>> rows = new ArrayList<>();

  /** A text with its colours, which take up no room. */
  public record Cell(String text, UnaryOperator<String> paint) {}

  public TextTable(String... heads) {
    this.heads = List.of(heads);
  }

  /** Adds a row: cells, or anything as plain text. */
  public TextTable row(Object... cells) {
    rows.add(
        Arrays.stream(cells)
            .map(cell ->
                cell instanceof Cell one
                    ? one
                    : new Cell(String.valueOf(cell), UnaryOperator.identity()))
            .toList());
    return this;
  }

  /** Writes head and rows, in at most so many columns where that is possible. */
  public void print(PrintStream out, Colours colours, int width) {
    int[] widths = widths(width);
    StringBuilder head = new StringBuilder();
    for (int i = 0; i < heads.size(); i++) {
      head.append(" ".repeat(GAP)).append(fit(name(i), i, widths[i]));
    }
    out.println(colours.faint(head.toString().stripTrailing()));
    for (List<Cell> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String fitted = fit(row.get(i).text(), i, widths[i]);
        String last = i == row.size() - 1 ? fitted.stripTrailing() : fitted;
        line.append(" ".repeat(GAP)).append(row.get(i).paint().apply(last));
      }
      out.println(line);
    }
  }

  private int[] widths(int width) {
    int[] widths = new int[heads.size()];
    int others = 0;
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          rows.stream()
              .mapToInt(row -> row.get(column).text().length())
              .reduce(name(i).length(), Math::max);
      others += GAP + (heads.get(i).endsWith("*") ? 0 : widths[i]);
    }
    for (int i = 0; i < widths.length; i++) {
      if (heads.get(i).endsWith("*")) {
        widths[i] = Math.max(NARROWEST, Math.min(widths[i], width - others));
      }
    }
    return widths;
  }

  private String name(int column) {
    return heads.get(column).replaceFirst("[*>]$", "");
  }

  private String fit(String text, int column, int width) {
    String cut = Columns.cut(text, width);
    String space = " ".repeat(width - cut.length());
    return heads.get(column).endsWith(">") ? space + cut : cut + space;
  }
}
