package io.merlon.server.odata;

/** A query that cannot be read; the message says where and why. */
public final class ODataException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ODataException(String reason, int at) {
    super(reason + " (at character " + (at + 1) + ")");
  }
}
