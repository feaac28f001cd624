package io.merlon.policy.syntax;

/** A template expression that cannot be read; the message says why and at which column. */
final class MalformedExpressionException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedExpressionException(String message) {
    super(message, null, false, false);
  }
}
