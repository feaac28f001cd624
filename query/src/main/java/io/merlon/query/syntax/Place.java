package io.merlon.query.syntax;

import io.merlon.query.QueryException;
import io.merlon.query.QueryException.Fault;

/**
 * Where something stands in the text.
 *
 * @param line counted from 1
 * @param column counted from 1
 * @param token what stands there; empty at the end
 */
public record Place(int line, int column, String token) {
  private static final int SHOWN = 60;

  public QueryException wrong(String message) {
    return fault(Fault.MEANING, message, "");
  }

  public QueryException unsupported(String message) {
    return fault(Fault.UNSUPPORTED, message, "");
  }

  QueryException expected(String what) {
    String found = token.isEmpty() ? "the end of the query" : "'" + shown() + "'";
    return fault(Fault.SYNTAX, "found " + found + " where " + what + " is expected", what);
  }

  QueryException malformed(String message) {
    return fault(Fault.SYNTAX, message, "");
  }

  private QueryException fault(Fault fault, String message, String expected) {
    return new QueryException(fault, message, line, column, shown(), expected);
  }

  private String shown() {
    return token.length() <= SHOWN ? token : token.substring(0, SHOWN) + "…";
  }
}
