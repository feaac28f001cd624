package io.merlon.cli.output;

import io.merlon.cli.Terminal;

/** Text from outside as a cell of CSV. */
public final class CsvCell {
  /** ASCII and full-width; OWASP's list for CSV injection. */
  private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private CsvCell() {}

  /** A leading apostrophe keeps a spreadsheet from running what begins like a formula. */
  public static String of(String text) {
    boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    return (formula ? "'" : "") + Terminal.plain(text);
  }
}
