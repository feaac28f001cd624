package io.merlon.query;

/** The type of a column. Azure's {@code int} and {@code guid} are a long and a string here. */
public enum ColumnType {
  STRING("string", "string"),
  LONG("long", "integer"),
  REAL("real", "number"),
  BOOL("bool", "boolean"),
  /** Kept as 100 nanoseconds since 1970. */
  DATETIME("datetime", "datetime"),
  /** Kept as 100 nanoseconds. */
  TIMESPAN("timespan", "timespan"),
  /** Any JSON value. */
  DYNAMIC("dynamic", "object");

  private final String keyword;
  private final String label;

  ColumnType(String keyword, String label) {
    this.keyword = keyword;
    this.label = label;
  }

  /** Its name in the language. */
  public String keyword() {
    return keyword;
  }

  /** Its name in the result of the REST API. */
  public String label() {
    return label;
  }

  public boolean isNumeric() {
    return this == LONG || this == REAL;
  }
}
