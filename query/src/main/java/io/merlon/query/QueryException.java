package io.merlon.query;

/** A query that cannot be run as it is written, with the place and what to do. */
public final class QueryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What kind of fault it is. */
  public enum Fault {
    /** The text is not of the language. */
    SYNTAX,
    /** A name, type or number of arguments is wrong. */
    MEANING,
    /** The language knows this operator or function, this engine does not. */
    UNSUPPORTED
  }

  private final Fault fault;
  private final int line;
  private final int column;
  private final String token;
  private final String expected;

  /**
   * A fault at a token.
   *
   * @param line counted from 1
   * @param column counted from 1
   * @param token what stands there; empty at the end of the text
   * @param expected what could stand there instead, or empty
   */
  public QueryException(
      Fault fault, String message, int line, int column, String token, String expected) {
    super(message + " (line " + line + ", column " + column + ")");
    this.fault = fault;
    this.line = line;
    this.column = column;
    this.token = token;
    this.expected = expected;
  }

  public Fault fault() {
    return fault;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }

  public String token() {
    return token;
  }

  public String expected() {
    return expected;
  }
}
