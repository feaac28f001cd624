package io.merlon.query;

/** A query that asked for more than it may have; it says which limit, and how to ask for less. */
public final class QueryLimitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Which limit was met. */
  public enum Limit {
    TIME,
    MEMORY,
    TEXT
  }

  private final Limit limit;

  public QueryLimitException(Limit limit, String message) {
    super(message);
    this.limit = limit;
  }

  public Limit limit() {
    return limit;
  }
}
